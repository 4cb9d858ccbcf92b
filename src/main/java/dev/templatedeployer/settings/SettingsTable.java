package dev.templatedeployer.settings;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The settings as the README lists them: in Markdown, what is worth tuning first.
public final class SettingsTable {

  private SettingsTable() {}

  public static String markdown(Collection<Setting<?>> settings) {
    return """
    ### Worth tuning

    %s

    ### Rarely touched

    %s
    """
        .formatted(
            table(settings, Setting::isWorthTuning),
            table(settings, setting -> !setting.isWorthTuning()));
  }

  private static String table(Collection<Setting<?>> settings, Predicate<Setting<?>> which) {
    return settings.stream()
        .filter(which)
        .map(SettingsTable::row)
        .collect(
            Collectors.joining(
                "\n",
                "| setting | a value is | default | what it does |\n|---|---|---|---|\n",
                ""));
  }

  private static <T> String row(Setting<T> setting) {
    var fallback = setting.fallback();
    var cells =
        List.of(
            "`" + setting.name() + "`",
            setting.notation().noun(),
            fallback == null
                ? "(has to be given)"
                : "`" + setting.notation().writer().apply(fallback) + "`",
            setting.doc());
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }
}
