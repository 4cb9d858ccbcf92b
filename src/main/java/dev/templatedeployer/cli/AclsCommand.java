package dev.templatedeployer.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.templatedeployer.acl.AccessRules;
import dev.templatedeployer.acl.Grant;
import dev.templatedeployer.acl.KafkaAclsScript;
import dev.templatedeployer.acl.Principals;
import dev.templatedeployer.acl.UnusablePrincipals;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `./deployer acls`.
@Command(
    name = "acls",
    description = {
      "Print who has to be allowed what at the brokers.",
      "",
      "Follows from the settings and asks no broker. Whoever is not named is called by the name of"
          + " what it does, such as User:billing for the backend 'billing'."
    },
    footer = {
      "  ./deployer acls --config deployer.properties",
      "  ./deployer acls --config deployer.properties --service User:deployer \\",
      "      --backend billing=User:billing --subscriber reports=User:reports --script > acls.sh",
      "  ./deployer acls --output json"
    })
final class AclsCommand extends Subcommand {

  private static final String ALL_THAT_SHARE_ONE_TOPIC = "backend";

  private final Parts parts;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Option(
      names = "--service",
      paramLabel = "PRINCIPAL",
      description = "Who the service is. Default: User:deployer.")
  private String service = "User:deployer";

  @Option(
      names = "--executors",
      paramLabel = "PRINCIPAL",
      description = "Who runs the templates. Default: the service, since it is one process.")
  private @Nullable String executors;

  @Option(
      names = "--operator",
      paramLabel = "PRINCIPAL",
      description = "Who makes the topics. Default: User:operator.")
  private String operator = "User:operator";

  @Option(
      names = "--backend",
      paramLabel = "NAME=PRINCIPAL",
      description = "Who a backend is. May be repeated. Default: User:NAME for each.")
  private Map<String, String> backends = new LinkedHashMap<>();

  @Option(
      names = "--subscriber",
      paramLabel = "NAME=PRINCIPAL",
      description = "Somebody who reads outcomes. May be repeated.")
  private Map<String, String> subscribers = new LinkedHashMap<>();

  @Option(names = "--script", description = "Print a script for Kafka's kafka-acls.sh.")
  private boolean script;

  AclsCommand(Session session, Parts parts) {
    super(session);
    this.parts = parts;
  }

  @Override
  ExitCode run() throws CommandFailed {
    if (script && session().isJson()) {
      throw new CommandFailed(
          ExitCode.USAGE, "--script and '--output json' are two ways to print. Choose one.");
    }
    KafkaLogging.silence();
    var cluster = kafka.cluster(parts.installation(), session().surroundings().environment());
    var grants = grants(cluster);
    if (script) {
      session().print(KafkaAclsScript.of(grants, cluster.brokers()));
    } else {
      var list = JsonNodeFactory.instance.objectNode();
      var items = list.putArray("items");
      grants.forEach(grant -> items.add(json(grant)));
      session().print(list, _ -> table(grants));
    }
    return ExitCode.OK;
  }

  private List<Grant> grants(Installation.Cluster cluster) throws CommandFailed {
    var rules = new AccessRules(cluster.manifest(), cluster.replyTopics(), cluster.applicationId());
    try {
      return rules.grants(principals(rules));
    } catch (UnusablePrincipals e) {
      throw new CommandFailed(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private Principals principals(AccessRules rules) {
    var all = new LinkedHashMap<>(backends);
    rules.backends().forEach(name -> all.putIfAbsent(name, "User:" + name));
    if (all.isEmpty()) {
      all.put(ALL_THAT_SHARE_ONE_TOPIC, "User:" + ALL_THAT_SHARE_ONE_TOPIC);
    }
    return new Principals(
        service, executors == null ? service : executors, operator, all, subscribers);
  }

  private static ObjectNode json(Grant grant) {
    var resource = grant.resource();
    var item =
        JsonNodeFactory.instance
            .objectNode()
            .put("holder", grant.holder())
            .put("principal", grant.principal())
            .put("resource", resource.resourceType().name())
            .put("name", resource.name())
            .put("pattern", resource.patternType().name());
    var operations = item.putArray("operations");
    grant.operations().forEach(operation -> operations.add(operation.name()));
    return item;
  }

  private String table(List<Grant> grants) {
    var look = session().look();
    var table = new Table("HOLDER", "PRINCIPAL", "RESOURCE", "NAME", "MAY");
    for (var grant : grants) {
      var resource = grant.resource();
      var isPrefix =
          resource.patternType() == org.apache.kafka.common.resource.PatternType.PREFIXED;
      table.row(
          grant.holder(),
          grant.principal(),
          word(resource.resourceType().name()),
          look.bold(resource.name() + (isPrefix ? "*" : "")),
          grant.operations().stream()
              .map(AclOperation::name)
              .map(AclsCommand::word)
              .collect(Collectors.joining(", ")));
    }
    return table.text(look);
  }

  private static String word(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  Set<ExitCode> exitCodes() {
    return EnumSet.of(ExitCode.OK, ExitCode.SOFTWARE, ExitCode.USAGE);
  }
}
