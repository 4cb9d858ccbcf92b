package dev.templatedeployer.template.catalog;

import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.Template;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The templates that this process hosts, by name.
///
/// Found once, at start-up: what is wrong with one of them is found then and not when the first
/// deployment asks for it.
public final class TemplateCatalog {

  private final Map<String, HostedTemplate<?>> templates;

  private TemplateCatalog(Map<String, HostedTemplate<?>> templates) {
    this.templates = templates;
  }

  /// Finds the templates on the class path and in `folder`.
  ///
  /// @param folder where each jar, and each folder of jars, is a home of templates with a class
  ///   loader of its own, and each folder with a `template.yaml` is a template; need not exist
  /// @param declared reads the last of these
  /// @param form what principals in configs have to look like
  /// @throws UnusableTemplates if any of them cannot be hosted
  public static TemplateCatalog load(Path folder, TemplateFolders declared, Principal.Form form)
      throws UnusableTemplates {
    var search = new TemplateSearch(declared);
    search.classPath(TemplateCatalog.class.getClassLoader());
    search.folder(folder);
    return hosting(search.found(), form, search.mistakes());
  }

  /// Hosts `templates`.
  ///
  /// @throws UnusableTemplates if any of them cannot be hosted
  public static TemplateCatalog of(Collection<? extends Template<?>> templates, Principal.Form form)
      throws UnusableTemplates {
    var found =
        templates.stream()
            .map(t -> new TemplateSearch.Found(t, TemplateSearch.CLASS_PATH))
            .toList();
    return hosting(found, form, List.of());
  }

  /// The same without the templates that only development and tests may use.
  public TemplateCatalog withoutDevelopment() {
    var rest = new TreeMap<>(templates);
    rest.values().removeIf(HostedTemplate::isForDevelopment);
    return new TemplateCatalog(rest);
  }

  /// The template with this name.
  public Optional<HostedTemplate<?>> find(String name) {
    return Optional.ofNullable(templates.get(name));
  }

  /// All templates, in the order of their names.
  public List<HostedTemplate<?>> all() {
    return List.copyOf(templates.values());
  }

  private static TemplateCatalog hosting(
      List<TemplateSearch.Found> found, Principal.Form form, List<String> earlierMistakes)
      throws UnusableTemplates {
    var mistakes = new ArrayList<>(earlierMistakes);
    var templates = new TreeMap<String, HostedTemplate<?>>();
    var places = new HashMap<String, TemplateSearch.Found>();
    for (TemplateSearch.Found each : found) {
      try {
        var hosted = new HostedTemplate<>(each.template(), form);
        TemplateSearch.Found other = places.putIfAbsent(hosted.name(), each);
        if (other == null) {
          templates.put(hosted.name(), hosted);
        } else {
          mistakes.add(
              "Two templates are called '%s': %s and %s. Remove one of them."
                  .formatted(hosted.name(), other.shortly(), each.shortly()));
        }
      } catch (IllegalArgumentException e) {
        mistakes.add("Cannot host %s: it %s.".formatted(each, e.getMessage()));
      } catch (RuntimeException | LinkageError | StackOverflowError e) {
        mistakes.add(
            "Cannot host %s: it failed when it was asked what it is: %s.".formatted(each, e));
      }
    }
    if (!mistakes.isEmpty()) {
      throw new UnusableTemplates(mistakes);
    }
    return new TemplateCatalog(templates);
  }
}
