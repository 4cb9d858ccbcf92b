package dev.templatedeployer.end2end;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.acl.AccessRules;
import dev.templatedeployer.acl.Grant;
import dev.templatedeployer.acl.Principals;
import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.wire.ReplyTopics;
import dev.templatedeployer.wire.Topic;
import dev.templatedeployer.wire.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Who may do what at a broker that has the computed access rules and no others: everybody tries
/// everything.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessMatrixTest {

  static final List<String> USERS =
      List.of("service", "executors", "billing", "shop", "reports", "operator", "stranger");
  static final String READABLE_BY_ALL = "notices";

  static final Topics TOPICS = new Topics("deployments.", "canisters.", 1);
  static final AccessRules RULES =
      new AccessRules(
          TOPICS.all(List.of(new TemplateName("lock")), List.of("billing", "shop")),
          new ReplyTopics(
              TOPICS.httpReplies().name(), List.of(), Map.of("shop", List.of("shop-replies"))),
          "template-deployer");

  static final Principals PRINCIPALS =
      new Principals(
          "User:service",
          "User:executors",
          "User:operator",
          Map.of("billing", "User:billing", "shop", "User:shop"),
          Map.of("reports", "User:reports"));

  SecuredBroker broker;
  final Map<String, Attempts> attempts = new LinkedHashMap<>();

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    broker = SecuredBroker.start(folder);
    broker.makeUsers(USERS);
    try (var admin = broker.superUser();
        var superUser = new Attempts(broker.asSuperUser())) {
      var topics = Stream.concat(topics().stream(), Stream.of(READABLE_BY_ALL)).toList();
      admin
          .createTopics(topics.stream().map(t -> new NewTopic(t, 1, (short) 1)).toList())
          .all()
          .get();
      for (var topic : topics) {
        assertThat(superUser.produces(topic)).isTrue();
      }
      var bindings =
          RULES.grants(PRINCIPALS).stream().flatMap(Grant::bindings).collect(Collectors.toSet());
      bindings.add(everybodyReadsTheNotices());
      broker.apply(bindings);
    }
    USERS.forEach(user -> attempts.put(user, new Attempts(broker.as(user))));
  }

  @AfterAll
  void stop() {
    attempts.values().forEach(Attempts::close);
    broker.close();
  }

  /// `P` produce, `C` consume, `N` create, `S` change the settings, `D` delete.
  @Test
  void ofTopics() throws Exception {
    var rows = new ArrayList<String>();
    for (var topic : topics()) {
      rows.add(row(topic, user -> onTopic(user, topic)));
    }

    assertThat(table(rows))
        .isEqualTo(
            """
                                                     service executors billing shop    reports operator stranger
            deployments.commands                     -       -         -       -       -       NS       -
            deployments.commands.billing             PC      -         P       -       -       NS       -
            deployments.commands.shop                PC      -         -       P       -       NS       -
            deployments.admin-commands               PC      -         -       -       -       NS       -
            deployments.reports                      PC      P         -       -       -       NS       -
            deployments.work.lock                    P       C         -       -       -       NS       -
            deployments.events                       PC      -         -       -       -       NS       -
            deployments.outcomes                     PC      -         C       C       C       NS       -
            deployments.replies                      P       -         C       C       -       NS       -
            deployments.http-replies                 PC      -         -       -       -       NS       -
            deployments.dead-letters                 PC      -         -       -       -       CNS      -
            deployments.control                      PC      -         -       -       -       NS       -
            deployments.replays                      PC      -         -       -       -       NS       -
            deployments.audit                        PC      -         -       -       -       NS       -
            canisters.commands                       PC      P         -       -       -       NS       -
            canisters.events                         PC      -         -       -       -       NS       -
            canisters.replies                        P       -         -       -       -       CNS      -
            shop-replies                             P       -         -       C       -       -        -
            template-deployer-deployments-changelog  PCN     -         -       -       -       -        -
            template-deployer-canisters-changelog    PCN     -         -       -       -       -        -
            somebody-elses                           -       -         -       -       -       -        -
            """);
  }

  /// `J` join.
  @Test
  void ofGroups() throws Exception {
    var rows = new ArrayList<String>();
    for (var group :
        List.of(
            "template-deployer",
            "template-deployer-executors",
            "template-deployer-replays",
            "billing.replies",
            "shop.replies",
            "reports.daily",
            "somebody-elses")) {
      rows.add(row(group, user -> at(user).joins(group, READABLE_BY_ALL) ? "J" : "-"));
    }

    assertThat(table(rows))
        .isEqualTo(
            """
                                                     service executors billing shop    reports operator stranger
            template-deployer                        J       -         -       -       -       -        -
            template-deployer-executors              -       J         -       -       -       -        -
            template-deployer-replays                J       -         -       -       -       -        -
            billing.replies                          -       -         J       -       -       -        -
            shop.replies                             -       -         -       J       -       -        -
            reports.daily                            -       -         -       -       J       -        -
            somebody-elses                           -       -         -       -       -       -        -
            """);
  }

  /// `T` begin transactions.
  @Test
  void ofTransactions() throws Exception {
    var rows = new ArrayList<String>();
    for (var id : List.of("template-deployer-0", "template-deployer", "somebody-elses")) {
      rows.add(row(id, user -> at(user).transacts(id) ? "T" : "-"));
    }

    assertThat(table(rows))
        .isEqualTo(
            """
                                                     service executors billing shop    reports operator stranger
            template-deployer-0                      T       -         -       -       -       -        -
            template-deployer                        -       -         -       -       -       -        -
            somebody-elses                           -       -         -       -       -       -        -
            """);
  }

  private static List<String> topics() {
    return Stream.concat(
            RULES.topics().stream().map(Topic::name),
            Stream.of(
                "shop-replies",
                "template-deployer-deployments-changelog",
                "template-deployer-canisters-changelog",
                "somebody-elses"))
        .toList();
  }

  private String onTopic(String user, String topic) throws Exception {
    var letters = new StringBuilder();
    letters.append(at(user).produces(topic) ? "P" : "");
    letters.append(at(user).consumes(topic) ? "C" : "");
    letters.append(at(user).creates(topic) ? "N" : "");
    letters.append(at(user).setsConfigsOf(topic) ? "S" : "");
    letters.append(at(user).deletes(topic) ? "D" : "");
    return letters.isEmpty() ? "-" : letters.toString();
  }

  private Attempts at(String user) {
    return java.util.Objects.requireNonNull(attempts.get(user));
  }

  private static String row(String name, Cell cell) throws Exception {
    var row = new StringBuilder("%-41s".formatted(name));
    for (var user : USERS) {
      row.append(("%-" + (Math.max(7, user.length()) + 1) + "s").formatted(cell.of(user)));
    }
    return row.toString().stripTrailing();
  }

  private static String table(List<String> rows) throws Exception {
    return row("", user -> user) + "\n" + String.join("\n", rows) + "\n";
  }

  private static AclBinding everybodyReadsTheNotices() {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, READABLE_BY_ALL, PatternType.LITERAL),
        new AccessControlEntry("User:*", "*", AclOperation.READ, AclPermissionType.ALLOW));
  }

  private interface Cell {
    String of(String user) throws Exception;
  }
}
