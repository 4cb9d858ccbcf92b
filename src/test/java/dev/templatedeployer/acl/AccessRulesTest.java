package dev.templatedeployer.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.wire.Party;
import dev.templatedeployer.wire.ReplyTopics;
import dev.templatedeployer.wire.Topic;
import dev.templatedeployer.wire.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AccessRulesTest {

  static final Topics TOPICS = Topics.STANDARD;
  static final AccessRules RULES = rules(List.of("billing", "shop"));

  static AccessRules rules(List<String> backends) {
    return new AccessRules(
        TOPICS.all(List.of(new TemplateName("lock")), backends),
        new ReplyTopics(
            TOPICS.httpReplies().name(),
            List.of("notices"),
            Map.of("shop", List.of("shop.replies"))),
        "template-deployer");
  }

  static Principals principals(Map<String, String> backends) {
    return new Principals(
        "User:deployer",
        "User:runner",
        "User:ops",
        backends,
        Map.of("reports", "User:CN=reports,O=Example"));
  }

  static final Principals PRINCIPALS =
      principals(Map.of("billing", "User:billing", "shop", "User:shop"));

  static List<String> lines(List<Grant> grants, String holder) {
    return grants.stream()
        .filter(grant -> grant.holder().equals(holder))
        .map(grant ->
            "%s %s%s: %s"
                .formatted(
                    grant.resource().resourceType(),
                    grant.resource().name(),
                    grant.resource().patternType() == PatternType.PREFIXED ? "*" : "",
                    grant.operations().stream()
                        .map(AclOperation::name)
                        .collect(Collectors.joining(" "))))
        .toList();
  }

  @Test
  void letABackendSendItsCommandsAndHearWhatBecameOfThem() throws Exception {
    assertThat(lines(RULES.grants(PRINCIPALS), "backend billing"))
        .containsExactly(
            "TOPIC deployments.commands.billing: WRITE DESCRIBE",
            "TOPIC deployments.outcomes: READ DESCRIBE",
            "TOPIC deployments.replies: READ DESCRIBE",
            "TOPIC notices: READ DESCRIBE",
            "GROUP billing.*: READ DESCRIBE");
  }

  @Test
  void letABackendReadTheReplyTopicsThatItAloneMayName() throws Exception {
    assertThat(lines(RULES.grants(PRINCIPALS), "backend shop"))
        .contains("TOPIC notices: READ DESCRIBE", "TOPIC shop.replies: READ DESCRIBE");
  }

  @Test
  void letASubscriberReadOutcomesAndNothingElse() throws Exception {
    var grants = RULES.grants(PRINCIPALS);

    assertThat(lines(grants, "subscriber reports"))
        .containsExactly(
            "TOPIC deployments.outcomes: READ DESCRIBE", "GROUP reports.*: READ DESCRIBE");
    assertThat(grants)
        .filteredOn(grant -> grant.holder().equals("subscriber reports"))
        .extracting(Grant::principal)
        .containsOnly("User:CN=reports,O=Example");
  }

  @Test
  void letExecutorsTakeWorkAndReport() throws Exception {
    assertThat(lines(RULES.grants(PRINCIPALS), "executors"))
        .containsExactly(
            "TOPIC deployments.reports: WRITE DESCRIBE",
            "TOPIC deployments.work.lock: READ DESCRIBE",
            "TOPIC canisters.commands: WRITE DESCRIBE",
            "GROUP template-deployer-executors: READ DESCRIBE");
  }

  @Test
  void letTheServiceKeepItsChangelogsAndTransactions() throws Exception {
    assertThat(lines(RULES.grants(PRINCIPALS), "service"))
        .contains(
            "TOPIC deployments.commands.shop: READ WRITE DESCRIBE DESCRIBE_CONFIGS",
            "TOPIC deployments.events: READ WRITE DESCRIBE DESCRIBE_CONFIGS",
            "TOPIC deployments.reports: READ WRITE DESCRIBE DESCRIBE_CONFIGS",
            "TOPIC deployments.outcomes: READ WRITE DESCRIBE DESCRIBE_CONFIGS",
            "TOPIC shop.replies: WRITE DESCRIBE",
            "TOPIC template-deployer-*: READ WRITE CREATE DESCRIBE DESCRIBE_CONFIGS",
            "GROUP template-deployer: READ DESCRIBE",
            "GROUP template-deployer-executors: DESCRIBE",
            "TRANSACTIONAL_ID template-deployer-*: WRITE DESCRIBE");
  }

  @Test
  void letNobodyWriteASharedCommandTopicThatNobodyReads() throws Exception {
    assertThat(RULES.grants(PRINCIPALS))
        .filteredOn(grant -> grant.resource().name().equals("deployments.commands"))
        .allSatisfy(grant ->
            assertThat(grant.operations()).doesNotContain(AclOperation.WRITE, AclOperation.READ));
  }

  @Test
  void letEverybodyShareTheOneCommandTopicThatThereIs() throws Exception {
    var grants =
        rules(List.of()).grants(principals(Map.of("erp", "User:erp", "billing", "User:billing")));

    assertThat(lines(grants, "backend erp"))
        .contains("TOPIC deployments.commands: WRITE DESCRIBE", "GROUP erp.*: READ DESCRIBE");
    assertThat(lines(grants, "backend billing"))
        .contains("TOPIC deployments.commands: WRITE DESCRIBE");
  }

  @Test
  void grantNothingOnTheClusterAndLetNobodyDelete() throws Exception {
    assertThat(RULES.grants(PRINCIPALS))
        .extracting(grant -> grant.resource().resourceType())
        .containsOnly(ResourceType.TOPIC, ResourceType.GROUP, ResourceType.TRANSACTIONAL_ID);
    assertThat(RULES.grants(PRINCIPALS))
        .flatExtracting(Grant::operations)
        .doesNotContain(AclOperation.DELETE, AclOperation.ALTER, AclOperation.ALL);
  }

  /// A topic that a colleague adds without a word about who uses it stays closed to all others.
  @Test
  void keepATopicThatSaysNothingToTheService() throws Exception {
    var manifest = new ArrayList<>(RULES.topics());
    manifest.add(new Topic("deployments.new", 1, "id", null, new Topic.Kept.ForEver(), false));
    var grants =
        new AccessRules(manifest, RULES.replyTopics(), "template-deployer").grants(PRINCIPALS);

    assertThat(grants)
        .filteredOn(grant -> grant.resource().name().equals("deployments.new"))
        .filteredOn(grant ->
            grant.operations().contains(AclOperation.READ)
                || grant.operations().contains(AclOperation.WRITE))
        .extracting(Grant::holder)
        .containsExactly("service");
  }

  @Test
  void letNobodyButTheServiceAndItsExecutorsWriteWhatTheyWrite() {
    assertThat(TOPICS.all(List.of(new TemplateName("lock")), List.of("shop")))
        .filteredOn(topic -> !topic.name().startsWith("deployments.commands"))
        .allSatisfy(topic ->
            assertThat(Set.of(Party.Kind.SERVICE, Party.Kind.EXECUTORS))
                .containsAll(List.of(topic.writers().toArray(Party.Kind[]::new))));
  }

  @Nested
  class Principal {

    @Test
    void thatIsWrongIsToldWithAllOthers() {
      var wrong =
          new Principals(
              "deployer",
              "User:*",
              "User:ops",
              Map.of("biling", "User:b"),
              Map.of("template-deployer", "User:x", "a b", "User:y"));

      assertThatExceptionOfType(UnusablePrincipals.class)
          .isThrownBy(() -> rules(List.of("billing")).grants(wrong))
          .withMessage(
              """
              'deployer' is no principal for the service. Write it like 'User:deployer'.
              'User:*' is everybody, for the executors. Name one principal.
              'a b' cannot begin the names of groups. Use 1 to 63 letters, digits and dashes.
              There is no backend 'biling'. Add it to 'deployer.backends', or leave it out.
              Nobody said who the backend 'billing' is at the brokers.\
              """);
    }

    @Test
    void wouldOwnTheGroupsOfTheServiceByItsName() {
      var rules = new AccessRules(RULES.topics(), RULES.replyTopics(), "billing.deployer");

      assertThatExceptionOfType(UnusablePrincipals.class)
          .isThrownBy(() -> rules.grants(PRINCIPALS))
          .withMessage(
              "'billing' would own the groups of the service, whose names begin with 'billing.deployer'. Choose another name.");
    }
  }
}
