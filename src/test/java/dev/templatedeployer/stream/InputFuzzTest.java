package dev.templatedeployer.stream;

import static dev.templatedeployer.stream.RunningTopology.NOON;
import static dev.templatedeployer.stream.RunningTopology.TOPICS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.admission.OwnerLimits;
import dev.templatedeployer.admission.TemplateAdmission;
import dev.templatedeployer.admission.TemplateTerms;
import dev.templatedeployer.domain.Config;
import dev.templatedeployer.domain.DeploymentCommand;
import dev.templatedeployer.domain.DeploymentId;
import dev.templatedeployer.domain.DeploymentOutcome;
import dev.templatedeployer.domain.DeploymentRequest;
import dev.templatedeployer.domain.Policy;
import dev.templatedeployer.domain.Status;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.domain.Token;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.signature.SignatureVerifier;
import dev.templatedeployer.template.catalog.HostedTemplate;
import dev.templatedeployer.template.catalog.TemplateCatalog;
import dev.templatedeployer.template.engine.DeclaredTemplates;
import dev.templatedeployer.wire.CommandMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole topology with real templates under records that mean no good. The stream thread is
/// this one: whatever would end it ends the test.
class InputFuzzTest {

  private static final long SEED = Long.getLong("fuzz.seed", 20260301);

  /// What a producer sends at most, less what its batch adds.
  private static final int MOST_BYTES = (1 << 20) - 1_000;

  @TempDir Path stateDir;

  @Test
  void noneOfTenThousandRecordsEndsAThread() throws Exception {
    fuzz(10_000);
  }

  @Test
  @Tag("slow")
  void noneOfAHundredThousandRecordsEndsAThread() throws Exception {
    fuzz(100_000);
  }

  private void fuzz(int records) throws Exception {
    System.out.printf("input fuzz: seed %d, %d records%n", SEED, records);
    var random = new SplittableRandom(SEED);
    var schemas = new ForeignSchemas();
    var hostile = new HostileRecords(random, schemas);
    TemplateCatalog catalog = catalog();
    try (var topology =
        new RunningTopology(
            stateDir,
            new TemplateAdmission(
                catalog,
                _ -> new TemplateTerms(true, Policy.STANDARD, OwnerLimits.NONE),
                Principal.Form.TEXTUAL),
            SignatureVerifier.NONE,
            schemas,
            catalog.all().stream()
                .map(HostedTemplate::name)
                .filter(name -> !name.equals("greeting-page"))
                .toList())) {
      for (int i = 0; i < records; i++) {
        HostileRecords.Hostile sent = hostile.next();
        topology.send(sent.topic(), sent.key(), sent.value(), sent.headers());
        if (i % 500 == 0) {
          topology.pass(Duration.ofHours(2));
        }
        assertAnsweredOnce(topology, sent, i);
      }
      assertThat(completed(topology)).containsExactly(Status.COMPLETED);
    }
  }

  /// A command has one answer: a decision's reply, or a dead letter, which may have a reply beside
  /// it. A report or the creation of a canister has a dead letter or is decided in silence.
  private static void assertAnsweredOnce(
      RunningTopology topology, HostileRecords.Hostile sent, int number) {
    List<TestRecord<byte[], byte[]>> letters = topology.raw(TOPICS.deadLetters().name());
    List<TestRecord<byte[], byte[]>> replies = topology.raw(TOPICS.replies().name());
    String where = "record %d on %s, seed %d".formatted(number, sent.topic().name(), SEED);
    assertThat(letters).as(where).hasSizeLessThanOrEqualTo(1);
    assertThat(replies).as(where).hasSizeLessThanOrEqualTo(1);
    boolean isCommand =
        sent.topic().equals(TOPICS.commands()) || sent.topic().equals(TOPICS.adminCommands());
    if (isCommand && letters.isEmpty()) {
      assertThat(replies).as(where).hasSize(1);
    }
    Stream.of(
            letters,
            replies,
            topology.raw(TOPICS.events().name()),
            topology.raw(TOPICS.outcomes().name()),
            topology.raw(TOPICS.canisterEvents().name()),
            topology.raw(TOPICS.canisterReplies().name()))
        .flatMap(List::stream)
        .forEach(record -> assertThat(size(record)).as(where).isLessThan(MOST_BYTES));
  }

  private static int size(TestRecord<byte[], byte[]> record) {
    int size = record.key().length + record.value().length;
    for (Header header : record.headers()) {
      size += header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    return size;
  }

  private static List<Status> completed(RunningTopology topology) {
    var id = new DeploymentId("good");
    topology.send(
        new CommandMessage.Deploy(
            id,
            null,
            null,
            new DeploymentRequest(
                new TemplateName("probe"),
                null,
                new Config("{}".getBytes(UTF_8), "00".repeat(32)),
                HostileRecords.OWNER,
                Map.of(),
                null,
                null)));
    topology.report(
        new DeploymentCommand.Succeeded(id, Token.FIRST, "e", Map.of(), NOON, NOON, NOON));
    return topology.outcomes().stream().map(DeploymentOutcome::status).toList();
  }

  private static TemplateCatalog catalog() throws Exception {
    var environment =
        Map.of("GREETING_PAGES", "/tmp", "DNS_URL", "http://127.0.0.1:8053", "DNS_TOKEN", "x");
    var declared = new DeclaredTemplates(Path.of("no-such-folder"), environment::get);
    return TemplateCatalog.load(
        Path.of("src/examples/templates"), declared::read, Principal.Form.TEXTUAL);
  }
}
