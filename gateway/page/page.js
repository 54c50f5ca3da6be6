"use strict";
// Draws /openapi.json. Nothing is loaded from anywhere else, and text is never read as markup.

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
};

const byId = (id) => document.getElementById(id);
let api = null;
let operations = [];

const resolve = (schema) => {
  const name = schema.$ref ? schema.$ref.replace("#/components/schemas/", "") : null;
  return name ? { ...api.components.schemas[name], ...schema, name } : schema;
};

const typeName = (schema) => {
  const known = resolve(schema);
  if (known.type === "array") return `list of ${typeName(known.items)}`;
  if (known.additionalProperties instanceof Object && !known.properties) {
    return `map of ${typeName(known.additionalProperties)}`;
  }
  if (known.title) return known.title;
  const type = [].concat(known.type ?? "any").join(" or ");
  return known.format ? `${type} (${known.format})` : type;
};

const RULES = {
  minLength: "at least %s characters", maxLength: "at most %s characters",
  minimum: "at least %s", maximum: "at most %s",
  exclusiveMinimum: "more than %s", exclusiveMaximum: "less than %s",
  minItems: "at least %s items", maxItems: "at most %s items", pattern: "pattern %s",
};

const rules = (schema) => {
  const words = Object.entries(RULES)
    // A pattern says already that there must be something.
    .filter(([key]) => schema[key] !== undefined && !(key === "minLength" && schema.pattern))
    .map(([key, text]) => text.replace("%s", () => String(schema[key])))
    .map((text) => text.replace(/ 1 (character|item)s$/, " 1 $1"));
  if (schema.uniqueItems) words.push("each once");
  if (schema.readOnly) words.push("set by the service");
  if (schema.deprecated) words.push("deprecated");
  return words.join(" · ");
};

// Text with `code` in it, as the contract's comments and the overview write it.
const prose = (text) => (text ?? "").split("`").map((part, at) =>
  at % 2 ? element("code", {}, part) : part);

const allowed = (schema) => {
  const refused = new Set((schema.not ?? {}).enum ?? []);
  return schema.enum.filter((name) => !refused.has(name));
};

const enumList = (schema) => {
  const rows = allowed(schema).map((name) =>
    element("li", {}, element("code", {}, name), " ", (schema["x-enum-descriptions"] ?? {})[name] ?? ""));
  return element("ul", {}, ...rows);
};

const inner = (schema) => {
  const known = resolve(schema);
  if (known.type === "array") return resolve({ ...known.items, not: known.items.not });
  if (known.additionalProperties instanceof Object) return resolve(known.additionalProperties);
  return known;
};

// A message's fields; what is nested is drawn once it is opened, for messages may hold themselves.
const fields = (schema) => {
  const known = inner(schema);
  if (known.enum) return enumList(known);
  if (!known.properties) return null;
  const required = new Set(known.required ?? []);
  const rows = Object.entries(known.properties).map(([name, field]) =>
    row(name, field, required.has(name)));
  return element("table", {}, ...rows);
};

const row = (name, schema, isRequired, description = schema.description, place = null) => {
  const known = inner(schema);
  const cell = element("td", {}, ...prose(description));
  const said = rules(schema);
  if (said) cell.append(element("div", { class: "rule" }, said));
  if (known.properties || known.enum) {
    const more = element("details", { class: "nested" }, element("summary", {}, known.title ?? "fields"));
    more.addEventListener("toggle", () => {
      if (more.open && more.children.length === 1) more.append(fields(schema));
    });
    cell.append(more);
  }
  const title = element("td", {}, element("code", {}, name),
    isRequired ? element("abbr", { title: "required" }, " *") : "");
  const where = place && element("div", { class: "rule" }, `in the ${place}`);
  return element("tr", {}, title, element("td", {}, typeName(schema), where), cell);
};

// The least that a body must hold, to be copied and changed; `above` ends what holds itself.
const sample = (schema, above = []) => {
  const known = resolve(schema);
  if (known.enum) return allowed(known)[0];
  if (known.type === "array") return [sample(known.items, above)];
  if (known.properties && !above.includes(known.name)) {
    const within = [...above, known.name];
    return Object.fromEntries((known.required ?? [])
      .map((name) => [name, sample(known.properties[name], within)]));
  }
  if (known.type === "boolean") return true;
  return known.type === "integer" || known.type === "number" ? known.minimum ?? 1 : "…";
};

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

const curl = (operation) => {
  const parts = ["curl"];
  if (operation["x-streams"]) parts.push("-N");
  if (operation.verb !== "get") parts.push(`-X ${operation.verb.toUpperCase()}`);
  parts.push(quoted(location.origin + operation.path));
  const body = bodyOf(operation.requestBody);
  if (body) {
    parts.push("\\\n  -H 'Content-Type: application/json'");
    parts.push(`\\\n  -d ${quoted(JSON.stringify(sample(body)))}`);
  }
  return parts.join(" ");
};

const bodyOf = (part) => Object.values((part ?? {}).content ?? {})[0]?.schema;

const section = (title, ...content) => [element("h3", {}, title), ...content];

const draw = (operation) => {
  const main = byId("main");
  main.replaceChildren(
    element("h2", { class: "operation" }, verb(operation.verb), path(operation.path)),
    element("p", {},
      tag(operation["x-rpc"]), tag(`scope ${operation["x-required-scope"]}`),
      operation["x-streams"] ? tag("stream") : null,
      operation["x-retry-safe"] ? tag("may be retried") : null,
      operation["x-unimplemented"] ? tag("not built: answers 501") : null),
    element("p", {}, ...prose(operation.description)),
    element("pre", {}, curl(operation)));
  if (operation.parameters.length) {
    const rows = operation.parameters.map((each) =>
      row(each.name, each.schema, each.required, each.description, each.in));
    main.append(...section("Parameters", element("table", {}, ...rows)));
  }
  const asked = bodyOf(operation.requestBody);
  if (asked) main.append(...section(`Body: ${typeName(asked)}`, fields(asked) ?? ""));
  const answered = bodyOf(operation.responses["200"]);
  if (answered) {
    const text = resolve(answered).description ?? "";
    main.append(...section(`Answer: ${typeName(answered)}`, element("p", {}, ...prose(text)), fields(answered) ?? ""));
  }
  main.scrollTop = 0;
};

const tag = (text) => element("span", { class: "tag" }, text);
// A long path breaks before a slash or a verb, never within a name.
const path = (text) => element("span", { class: "path" }, ...text.split(/(?=[/:])/)
  .flatMap((part) => [element("wbr"), part]));
const verb = (name) => element("span", { class: `verb ${name}` }, name.toUpperCase());

const overview = () => {
  const blocks = api.info.description.split("\n\n").map((text) => text.startsWith("- ")
    ? element("ul", {}, ...text.split(/\n(?=- )/).map((line) => element("li", {}, ...prose(line.slice(2)))))
    : element("p", {}, ...prose(text)));
  const tags = api.tags.map((each) =>
    element("p", {}, element("strong", {}, each.name), " ", ...prose(each.description)));
  const source = element("p", {}, element("a", { href: "/openapi.json" }, "The OpenAPI document"));
  byId("main").replaceChildren(element("h2", {}, api.info.title), ...blocks, ...tags, source);
};

const list = () => {
  const words = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = operations.filter((each) => words.every((word) => each.text.includes(word)));
  const unbuilt = shown.filter((each) => each["x-unimplemented"]).length;
  byId("count").textContent = `${shown.length} of ${operations.length} operations`
    + (unbuilt ? `, ${unbuilt} of them not built (pale)` : "");
  const index = byId("index");
  index.replaceChildren();
  for (const { name } of api.tags) {
    const ours = shown.filter((each) => each.tags[0] === name);
    if (!ours.length) continue;
    const items = ours.map((each) => element("li", {}, element("a", {
      href: `#${each.operationId}`, class: each["x-unimplemented"] ? "unbuilt" : "",
      "aria-current": location.hash === `#${each.operationId}`, title: each.summary,
    }, verb(each.verb), path(each.path))));
    index.append(element("h2", {}, name), element("ul", {}, ...items));
  }
};

const show = () => {
  const chosen = operations.find((each) => `#${each.operationId}` === location.hash);
  chosen ? draw(chosen) : overview();
  list();
  document.querySelector("nav [aria-current=true]")?.scrollIntoView({ block: "nearest" });
};

const fieldWords = (schema) => schema ? Object.keys(inner(schema).properties ?? {}).join(" ") : "";

const start = async () => {
  const answer = await fetch("/openapi.json");
  if (!answer.ok) throw new Error(`/openapi.json answered ${answer.status}`);
  api = await answer.json();
  byId("version").textContent = api.info.version;
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const [name, operation] of Object.entries(methods)) {
      const text = [name, path, operation.operationId, operation.description,
        operation["x-required-scope"], ...operation.parameters.map((each) => each.name),
        fieldWords(bodyOf(operation.requestBody)), fieldWords(bodyOf(operation.responses["200"])),
      ].join(" ").toLowerCase();
      operations.push({ ...operation, path, verb: name, text });
    }
  }
  // What answers comes before what is still to be built.
  const built = new Set(operations.filter((each) => !each["x-unimplemented"]).map((each) => each.tags[0]));
  api.tags.sort((one, other) => built.has(other.name) - built.has(one.name));
  byId("search").addEventListener("input", list);
  window.addEventListener("hashchange", show);
  show();
};

start().catch((error) => { byId("state").textContent = `The contract cannot be shown: ${error.message}`; });
