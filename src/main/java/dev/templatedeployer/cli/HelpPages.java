package dev.templatedeployer.cli;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// How help pages are laid out: the commands in groups, the options that every command has after
/// the command's own, then examples, then exit codes.
final class HelpPages {

  private static final int WIDTH = 100;
  private static final Map<String, List<String>> GROUPS = groups();

  private HelpPages() {}

  private static Map<String, List<String>> groups() {
    var groups = new LinkedHashMap<String, List<String>>();
    groups.put("Run", List.of("dev", "serve"));
    groups.put(
        "Deploy",
        List.of(
            "deploy",
            "get",
            "ls",
            "failures",
            "stats",
            "history",
            "why",
            "diff",
            "watch",
            "retry",
            "cancel",
            "replay"));
    groups.put("Templates and canisters", List.of("templates", "canisters", "canister", "operate"));
    groups.put(
        "Operate",
        List.of(
            "pause",
            "resume",
            "maintenance",
            "emergency-stop",
            "audit",
            "access",
            "whoami",
            "token"));
    groups.put("Kafka", List.of("topics", "acls", "keys", "dlq", "verify", "read-model", "bench"));
    groups.put("About", List.of("version", "completion"));
    return groups;
  }

  /// Lays out the pages of a command and all below it.
  static void layOut(CommandLine line) {
    var page = line.getCommandSpec().usageMessage();
    page.sortOptions(false).sortSynopsis(false).synopsisHeading("Usage: ./");
    page.parameterListHeading("%nParameters:%n").descriptionHeading("%n");
    page.footerHeading("%nExamples:%n").exitCodeListHeading("%nExit codes:%n");
    page.width(WIDTH).commandListHeading("%n");
    Object command = line.getCommand();
    page.exitCodeList(
        ExitCode.listed(
            command instanceof Subcommand subcommand
                ? subcommand.exitCodes()
                : EnumSet.allOf(ExitCode.class)));
    var sections = new LinkedHashMap<>(line.getHelpSectionMap());
    sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpPages::options);
    sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, HelpPages::commands);
    line.setHelpSectionMap(sections);
    line.getSubcommands().values().forEach(HelpPages::layOut);
  }

  private static String options(Help help) {
    var all = help.commandSpec().options();
    var own = all.stream().filter(option -> !isGlobal(option)).toList();
    var global = all.stream().filter(HelpPages::isGlobal).toList();
    return section(help, "Options", own) + section(help, "Options of every command", global);
  }

  private static boolean isGlobal(OptionSpec option) {
    return option.scopeType() == CommandLine.ScopeType.INHERIT;
  }

  private static String section(Help help, String title, List<OptionSpec> options) {
    if (options.isEmpty()) {
      return "";
    }
    var layout = help.createDefaultLayout(options, List.of(), help.colorScheme());
    layout.addOptions(options, help.parameterLabelRenderer());
    return "\n" + title + ":\n" + layout;
  }

  private static String commands(Help help) {
    var commands = help.commandSpec().subcommands();
    if (help.commandSpec().parent() != null) {
      return list(help, commands);
    }
    var text = new StringJoiner("\n");
    GROUPS.forEach((title, names) -> {
      var group = new LinkedHashMap<>(commands);
      group.keySet().retainAll(names);
      text.add(title + ":\n" + list(help, group));
    });
    return text.toString();
  }

  private static String list(Help help, Map<String, CommandLine> commands) {
    var text = new StringBuilder();
    commands.forEach((name, command) -> {
      var page = command.getCommandSpec().usageMessage();
      text.append("  ").append(help.colorScheme().commandText(name));
      text.repeat(' ', 16 - name.length()).append(page.description()[0]).append('\n');
    });
    return text.toString();
  }
}
