package dev.templatedeployer.canister.launchpad;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.templatedeployer.template.catalog.Json;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Configs of launchpads for tests: a small one that is good, and others that differ from it.
final class SaleConfigs {

  private static final ObjectMapper JSON = Json.mapper();

  /// At noon of 1 March 2026 it is ten days to the sale, which lasts ten days; claims begin ten
  /// days later. 10,000 base units are shared by whoever contributes, 300 to 1,000 are raised.
  static final String FAIR =
      """
      {
        "project": {"name": "Harbour", "description": "A market for shipping space."},
        "saleToken": {"symbol": "HRB", "name": "Harbour", "decimals": 2, "supply": "20000"},
        "purchaseTokenId": "ryjl3-tyaaa-aaaaa-aaaba-cai",
        "saleType": "FAIR_LAUNCH",
        "totalSaleAmount": "10000",
        "softCap": "300",
        "hardCap": "1000",
        "minContribution": "10",
        "maxContribution": "400",
        "saleStart": "2026-03-11T12:00:00Z",
        "saleEnd": "2026-03-21T12:00:00Z",
        "claimStart": "2026-03-31T12:00:00Z",
        "categories": [{"name": "Sale", "bps": 5000}, {"name": "Team", "bps": 5000}],
        "platformFeeBps": 500,
        "successFeeBps": 100,
        "pausable": true,
        "cancellable": true,
        "emergencyContacts": ["2chl6-4hpzw-vqaaa-aaaaa-c"]
      }
      """;

  private SaleConfigs() {}

  /// The fair launch with other values at some fields.
  ///
  /// @param changes fields and values in turn, as in [#but]
  static LaunchpadConfig fair(String... changes) {
    return config(FAIR, changes);
  }

  /// The same at a price of 30 base units for a hundred; 4,000 are for sale.
  static LaunchpadConfig fixed(String... changes) {
    return config(
        but(
            but(but(FAIR, "/saleType", "'FIXED_PRICE'"), "/tokenPrice", "'30'"),
            "/totalSaleAmount",
            "'4000'"),
        changes);
  }

  /// The config that `json` is with other values at some fields.
  static LaunchpadConfig config(String json, String... changes) {
    String changed = json;
    for (int i = 0; i < changes.length; i += 2) {
      changed = but(changed, changes[i], changes[i + 1]);
    }
    try {
      return JSON.readValue(changed, LaunchpadConfig.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /// `json` with another value at `field`, or with none if `value` is a dash.
  ///
  /// @param value JSON with single quotes; `5 times a` for a text, `5 principals` for a list
  static String but(String json, String field, String value) {
    try {
      JsonNode config = JSON.readTree(json);
      JsonPointer pointer = JsonPointer.compile(field);
      ObjectNode parent = (ObjectNode) config.at(pointer.head());
      String name = pointer.last().getMatchingProperty();
      if (value.equals("-")) {
        parent.remove(name);
      } else {
        parent.set(name, JSON.readTree(spelled(value)));
      }
      return JSON.writeValueAsString(config);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  private static String spelled(String value) {
    String[] words = value.split(" ", -1);
    if (value.contains(" times ")) {
      return "\"" + words[2].repeat(Integer.parseInt(words[0])) + "\"";
    }
    if (value.endsWith(" principals")) {
      return IntStream.range(0, Integer.parseInt(words[0]))
          .mapToObj("\"p%d\""::formatted)
          .collect(Collectors.joining(",", "[", "]"));
    }
    return value.replace('\'', '"');
  }
}
