package dev.templatedeployer.canister.hosting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.canister.JsonBytes;
import dev.templatedeployer.canister.Row;
import dev.templatedeployer.canister.RowKey;
import dev.templatedeployer.canister.lock.LockCanister;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.catalog.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A kind in JSON, with the lock as the example.
class HostedKindTest {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final Principal OWNER = new Principal("pz7mb-3demv-3gk3d-pobww-k3tua-e");
  static final Principal BENEFICIARY = new Principal("rrkah-fqaaa-aaaaa-aaaaq-cai");

  final HostedKind lock = kind(Principal.Form.TEXTUAL);
  JsonBytes head = json("{}");

  @BeforeEach
  void create() throws IOException {
    var config = new JsonBytes(Files.readAllBytes(Path.of("src/examples/lock.json")));
    HostedEvent created = lock.create(config, OWNER, NOON);
    HostedKind.Evolved evolved = lock.evolve(null, HostedKind.Rows.NONE, created);
    assertThat(evolved.status()).isEqualTo("ACTIVE");
    head = evolved.head();
  }

  @Test
  void takesAnOperation() {
    assertThat(ask("transfer-beneficiary", "{\"to\": \"em77e-bvlzu-aq\"}", BENEFICIARY))
        .isInstanceOf(HostedRuling.Accepted.class);
  }

  @Test
  void refusesAPrincipalThatWasMistyped() {
    assertThat(refusal("transfer-beneficiary", "{\"to\": \"em77e-bvlzu-aa\"}", BENEFICIARY))
        .isEqualTo(
            "INVALID_ARGUMENTS: The arguments of 'transfer-beneficiary' cannot be read at line 1, column 8."
                + " 'em77e-bvlzu-aa' in 'to' is not a principal: its checksum does not match, so a character was mistyped."
                + " It takes: to (optional).");
  }

  @Test
  void refusesWhoIsNoPrincipal() {
    assertThat(refusal("claim", "{}", new Principal("rrkah-fqaaa-aaaaa-aaaaq-caa")))
        .startsWith(
            "NOT_A_PRINCIPAL: 'rrkah-fqaaa-aaaaa-aaaaq-caa' cannot ask for 'claim': it is not a principal:");
  }

  @Test
  void takesAnyTextWherePrincipalsAreAnyText() {
    HostedKind lenient = kind(Principal.Form.ANY);
    assertThat(
            lenient.decide(
                head,
                HostedKind.Rows.NONE,
                "transfer-beneficiary",
                json("{\"to\": \"bob\"}"),
                BENEFICIARY,
                NOON))
        .isInstanceOf(HostedRuling.Accepted.class);
  }

  @Test
  void saysWhichOperationsThereAre() {
    assertThat(refusal("steal", "{}", BENEFICIARY))
        .isEqualTo(
            "UNKNOWN_OPERATION: A 'lock' has no operation 'steal'."
                + " It has: cancel, claim, early-unlock, emergency-release, transfer-beneficiary.");
  }

  @Test
  void quotesNothingOfArgumentsThatCannotBeRead() {
    assertThat(refusal("claim", "{\"amount\": 7, \"secret\": \"S3CR3T\"}", BENEFICIARY))
        .isEqualTo(
            "INVALID_ARGUMENTS: The arguments of 'claim' cannot be read at line 1, column 12."
                + " It takes: amount (optional).");
  }

  @Test
  void answersAView() {
    Optional<JsonBytes> answer = lock.view(head, new NoRows(), "claimable", NOON, Map.of());
    assertThat(answer.map(json -> new String(json.utf8(), UTF_8)))
        .contains(
            "{\"at\":\"2026-03-01T12:00:00Z\",\"beneficiary\":\"rrkah-fqaaa-aaaaa-aaaaq-cai\",\"claimable\":\"5000000000\"}");
    assertThat(lock.view(head, new NoRows(), "nothing", NOON, Map.of())).isEmpty();
  }

  private String refusal(String operation, String arguments, Principal by) {
    return ask(operation, arguments, by) instanceof HostedRuling.Refused(var code, var sentence)
        ? code + ": " + sentence
        : "accepted";
  }

  private HostedRuling ask(String operation, String arguments, Principal by) {
    return lock.decide(head, HostedKind.Rows.NONE, operation, json(arguments), by, NOON);
  }

  private static HostedKind kind(Principal.Form form) {
    return HostedKind.of(new LockCanister(), Json.mapper(), form);
  }

  private static JsonBytes json(String text) {
    return new JsonBytes(text.getBytes(UTF_8));
  }

  private static final class NoRows implements HostedKind.AllRows {
    @Override
    public @Nullable JsonBytes row(RowKey key) {
      return null;
    }

    @Override
    public List<Row<JsonBytes>> rows(String table, @Nullable String after, int limit) {
      return List.of();
    }
  }
}
