package tradewire.example;

import java.io.File;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The scenario's flags.
 *
 * @param token sent with every call; null for none
 * @param authority PEM file of the server's certificate authority; null for plaintext
 * @param patience how long a service may take to start
 */
record Flags(
    String target,
    String account,
    String instrument,
    String run,
    String traceparent,
    String token,
    File authority,
    Duration patience) {

  private static final Set<String> NAMES =
      Set.of("target", "account", "instrument", "run", "traceparent", "token", "ca", "patience");

  /**
   * Reads pairs of {@code --name value}, in any order.
   *
   * @throws IllegalArgumentException with what is missing, unknown or no number of seconds
   */
  static Flags of(String... words) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < words.length; i += 2) {
      String name = words[i].startsWith("--") ? words[i].substring(2) : "";
      if (!NAMES.contains(name) || i + 1 == words.length) {
        throw new IllegalArgumentException("not --name value with a known name: " + words[i]);
      }
      given.put(name, words[i + 1]);
    }
    String ca = given.get("ca");
    return new Flags(
        needed(given, "target"),
        needed(given, "account"),
        needed(given, "instrument"),
        needed(given, "run"),
        needed(given, "traceparent"),
        given.get("token"),
        ca == null ? null : new File(ca),
        Duration.ofSeconds(Long.parseLong(given.getOrDefault("patience", "10"))));
  }

  private static String needed(Map<String, String> given, String name) {
    if (!given.containsKey(name)) {
      throw new IllegalArgumentException("give --" + name);
    }
    return given.get(name);
  }
}
