package dev.templatedeployer.settings;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// All settings that are in force, and where each came from. Prints without secrets.
public final class Settings {

  private final DeclaredSettings declared;
  private final Map<String, Given> given;

  Settings(DeclaredSettings declared, Map<String, Given> given) {
    this.declared = declared;
    this.given = new TreeMap<>(given);
  }

  /// The value of a setting, or its default.
  ///
  /// @throws IllegalArgumentException if it was not declared to the [SettingsReader], which is a
  ///   bug
  public <T> T get(Setting<T> setting) {
    if (!declared.find(setting.name(), Spelling.NAME).equals(Optional.of(setting))) {
      throw new IllegalArgumentException(
          "The setting '%s' was not declared to the reader. Add it to the list in Main."
              .formatted(setting.name()));
    }
    return givenFor(setting)
        .flatMap(found -> setting.notation().read(found.text()))
        .or(() -> Optional.ofNullable(setting.fallback()))
        .orElseThrow(() -> new SettingsMistakes(List.of(setting.missing())));
  }

  public Source sourceOf(Setting<?> setting) {
    return givenFor(setting).map(Given::source).orElse(Source.DEFAULT);
  }

  /// What somebody filled into the placeholder of `pattern`, such as the templates with a limit of
  /// their own.
  public Set<String> namesIn(Setting<?> pattern) {
    return given.keySet().stream()
        .flatMap(name -> pattern.fillingIn(name, Spelling.NAME).stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /// What is passed through to the Kafka clients, without the `kafka.` in front. Holds secrets.
  public Map<String, String> kafka() {
    return given.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(KafkaKeys.PREFIX))
        .collect(
            Collectors.toUnmodifiableMap(
                entry -> entry.getKey().substring(KafkaKeys.PREFIX.length()),
                entry -> entry.getValue().text()));
  }

  /// Every setting with its value and source: the declared ones in their order, then what was given
  /// for patterns and for Kafka.
  public List<EffectiveSetting> effective() {
    var settings = new LinkedHashSet<Setting<?>>(declared.all());
    settings.removeIf(Setting::isPattern);
    given.values().forEach(found -> settings.add(found.setting()));
    return settings.stream().map(this::effective).toList();
  }

  private <T> EffectiveSetting effective(Setting<T> setting) {
    return new EffectiveSetting(
        setting.name(), setting.notation().writer().apply(get(setting)), sourceOf(setting));
  }

  private Optional<Given> givenFor(Setting<?> setting) {
    return Optional.ofNullable(given.get(setting.name()));
  }

  /// One line a setting, as in [#effective()].
  @Override
  public String toString() {
    return effective().stream().map(EffectiveSetting::toString).collect(Collectors.joining("\n"));
  }
}
