//! The scenario's flags.

use std::collections::HashMap;

const REQUIRED: [&str; 5] = ["target", "account", "instrument", "run", "traceparent"];
const OPTIONAL: [&str; 3] = ["token", "ca", "patience"];

pub type Flags = HashMap<String, String>;

/// Reads pairs of `--name value`, in any order.
pub fn flags(words: &[String]) -> Result<Flags, String> {
    let mut flags = Flags::new();
    for pair in words.chunks(2) {
        let [name, value] = pair else { return Err(format!("{} has no value", pair[0])) };
        let known = name.strip_prefix("--").unwrap_or_default();
        if !REQUIRED.contains(&known) && !OPTIONAL.contains(&known) {
            return Err(format!("{name} is no flag; there are --{}", REQUIRED.join(", --")));
        }
        flags.insert(known.to_owned(), value.clone());
    }
    if let Some(missing) = REQUIRED.iter().find(|name| !flags.contains_key(**name)) {
        return Err(format!("--{missing} is missing"));
    }
    if flags.get("patience").is_some_and(|given| given.parse::<u64>().is_err()) {
        return Err("--patience takes whole seconds".to_owned());
    }
    Ok(flags)
}
