package dev.templatedeployer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.ReplyTopics;
import dev.templatedeployer.wire.Topics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AclsCommandTest {

  private static final Topics TOPICS = new Topics("deployments.", "canisters.", 6);

  private final Terminal terminal =
      new Terminal().withBroker(_ -> installation(), new FakeBroker());

  private static Installation.Cluster installation() {
    return new Installation.Cluster(
        Map.of("bootstrap.servers", "kafka:9092"),
        TOPICS,
        TOPICS.commands("billing").name(),
        List.of(TOPICS.commands("billing"), TOPICS.outcomes()),
        new ReplyTopics("deployments.http-replies", List.of("shop.replies"), Map.of()),
        3,
        "template-deployer",
        new BuiltInSchemaIds());
  }

  @Test
  void printsATable() {
    assertThat(terminal.run("acls", "--operator", "User:ops"))
        .isEqualTo(
            new Terminal.Ended(
                0,
                """
                HOLDER           PRINCIPAL      RESOURCE          NAME                          MAY
                service          User:deployer  topic             deployments.commands.billing  read, write, describe, describe-configs
                service          User:deployer  topic             deployments.outcomes          read, write, describe, describe-configs
                service          User:deployer  topic             shop.replies                  write, describe
                service          User:deployer  topic             template-deployer-*           read, write, create, describe, describe-configs
                service          User:deployer  group             template-deployer             read, describe
                service          User:deployer  group             template-deployer-replays     read, describe
                service          User:deployer  group             template-deployer-executors   describe
                service          User:deployer  transactional-id  template-deployer-*           write, describe
                executors        User:deployer  group             template-deployer-executors   read, describe
                backend billing  User:billing   topic             deployments.commands.billing  write, describe
                backend billing  User:billing   topic             deployments.outcomes          read, describe
                backend billing  User:billing   topic             shop.replies                  read, describe
                backend billing  User:billing   group             billing.*                     read, describe
                operator         User:ops       topic             deployments.commands.billing  create, describe, describe-configs, alter-configs
                operator         User:ops       topic             deployments.outcomes          create, describe, describe-configs, alter-configs
                operator         User:ops       group             template-deployer             describe
                operator         User:ops       group             template-deployer-executors   describe
                """,
                ""));
  }

  @Test
  void printsOneLineForAProgram() {
    var ended =
        terminal.run("acls --output json --service User:svc --executors User:run".split(" "));

    assertThat(ended.out().lines()).hasSize(1);
    assertThat(ended.out())
        .startsWith(
            "{\"items\":[{\"holder\":\"service\",\"principal\":\"User:svc\",\"resource\":\"TOPIC\",\"name\":\"deployments.commands.billing\",\"pattern\":\"LITERAL\",\"operations\":[\"READ\",\"WRITE\",\"DESCRIBE\",\"DESCRIBE_CONFIGS\"]},")
        .contains(
            "{\"holder\":\"executors\",\"principal\":\"User:run\",\"resource\":\"GROUP\",\"name\":\"template-deployer-executors\",\"pattern\":\"LITERAL\",\"operations\":[\"READ\",\"DESCRIBE\"]}");
  }

  @Test
  void printsAScriptForThePrincipalsThatItIsTold() {
    var ended =
        terminal.run(
            "acls",
            "--script",
            "--backend",
            "billing=User:CN=billing,O=Example",
            "--subscriber",
            "reports=User:reports");

    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .contains("kafka-acls.sh --bootstrap-server 'kafka:9092' ")
        .contains(
            """
            # subscriber reports
            allow --allow-principal 'User:reports' --operation Read --operation Describe --topic 'deployments.outcomes'
            allow --allow-principal 'User:reports' --operation Read --operation Describe --group 'reports.' --resource-pattern-type prefixed
            """)
        .contains(
            "allow --allow-principal 'User:CN=billing,O=Example' --operation Write --operation Describe --topic 'deployments.commands.billing'\n");
  }

  @Test
  void saysAllThatIsWrongWithThePrincipals() {
    assertThat(terminal.run("acls", "--service", "deployer", "--backend", "shop=User:shop"))
        .isEqualTo(
            new Terminal.Ended(
                2,
                "",
                """
                'deployer' is no principal for the service. Write it like 'User:deployer'.
                There is no backend 'shop'. Add it to 'deployer.backends', or leave it out.
                """));
  }

  @Test
  void refusesToPrintInTwoWaysAtOnce() {
    assertThat(terminal.run("acls", "--script", "--output", "json"))
        .isEqualTo(
            new Terminal.Ended(
                2, "", "--script and '--output json' are two ways to print. Choose one.\n"));
  }
}
