package dev.templatedeployer.template.catalog;

import dev.templatedeployer.template.Template;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/// A search for templates: what was found, and what went wrong on the way.
final class TemplateSearch {

  static final String CLASS_PATH = "the class path";

  private final TemplateFolders declared;
  private final List<Found> found = new ArrayList<>();
  private final List<String> mistakes = new ArrayList<>();

  /// @param declared reads the folders that declare a template
  TemplateSearch(TemplateFolders declared) {
    this.declared = declared;
  }

  /// A template and the place where it was found.
  record Found(Template<?> template, String place) {

    /// Its class, and where that was found if not on the class path.
    String shortly() {
      String type = template.getClass().getName();
      return place.equals(CLASS_PATH) ? type : "%s from %s".formatted(type, place);
    }

    @Override
    public String toString() {
      return "the template '%s' from %s".formatted(template.getClass().getName(), place);
    }
  }

  /// Searches the class path of `loader`.
  void classPath(ClassLoader loader) {
    search(loader, CLASS_PATH);
  }

  /// Searches the jars of `folder`, and the jars of each folder in it. Each jar of the first kind
  /// and each folder of the second has a class loader of its own, so that the libraries of one do
  /// not disturb another. A folder with a [TemplateFolders#FILE] is a template itself.
  void folder(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    for (Path entry : entries(folder)) {
      if (isJar(entry)) {
        jars(entry, List.of(entry));
      } else if (Files.isDirectory(entry)) {
        subfolder(entry);
      }
    }
  }

  private void subfolder(Path folder) {
    List<Path> entries = entries(folder);
    List<Path> jars = entries.stream().filter(TemplateSearch::isJar).toList();
    if (entries.contains(folder.resolve(TemplateFolders.FILE))) {
      if (jars.isEmpty()) {
        declared
            .read(folder, mistakes::add)
            .ifPresent(template -> found.add(new Found(template, "'%s'".formatted(folder))));
      } else {
        mistakes.add(
            "The folder '%s' holds jars and a '%s'. A template is either: give each a folder of its own."
                .formatted(folder, TemplateFolders.FILE));
      }
    } else if (entries.contains(folder.resolve("template.yml"))) {
      mistakes.add(
          "The folder '%s' holds a 'template.yml'. Call it '%s'."
              .formatted(folder, TemplateFolders.FILE));
    } else if (!jars.isEmpty()) {
      jars(folder, jars);
    }
  }

  List<Found> found() {
    return List.copyOf(found);
  }

  List<String> mistakes() {
    return List.copyOf(mistakes);
  }

  private List<Path> entries(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      mistakes.add(
          "Cannot look for templates in the folder '%s': %s. Check its permissions."
              .formatted(folder, e.getMessage()));
      return List.of();
    }
  }

  private static boolean isJar(Path path) {
    return path.toString().endsWith(".jar") && !Files.isDirectory(path);
  }

  private void jars(Path home, List<Path> jars) {
    List<URL> urls = jars.stream().filter(this::isReadable).map(TemplateSearch::url).toList();
    if (urls.size() < jars.size()) {
      return;
    }
    int before = found.size() + mistakes.size();
    // Open as long as the process lives: a template may load classes at any time.
    search(
        new URLClassLoader(urls.toArray(URL[]::new), TemplateSearch.class.getClassLoader()),
        "'%s'".formatted(home));
    if (found.size() + mistakes.size() == before) {
      mistakes.add(
          "There is no template in '%s'. Name its class in 'META-INF/services/%s', or remove it."
              .formatted(home, Template.class.getName()));
    }
  }

  private boolean isReadable(Path jar) {
    try (var _ = new JarFile(jar.toFile())) {
      return true;
    } catch (IOException e) {
      mistakes.add(
          "Cannot read the jar '%s': %s. Copy it again, or remove it."
              .formatted(jar, e.getMessage()));
      return false;
    }
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("Every path has a URL; this one has none.", e);
    }
  }

  @SuppressWarnings("rawtypes") // a class object knows nothing of the config type
  private void search(ClassLoader loader, String place) {
    Iterator<ServiceLoader.Provider<Template>> providers =
        ServiceLoader.load(Template.class, loader).stream().iterator();
    while (true) {
      try {
        if (!providers.hasNext()) {
          return;
        }
        ServiceLoader.Provider<Template> provider = providers.next();
        if (place.equals(CLASS_PATH) || loader.equals(provider.type().getClassLoader())) {
          found.add(new Found(provider.get(), place));
        }
      } catch (ServiceConfigurationError | LinkageError e) {
        mistakes.add("Cannot load a template from %s: %s.".formatted(place, reason(e)));
      }
    }
  }

  private static String reason(Throwable error) {
    Throwable cause = error.getCause();
    return error.getMessage() + (cause == null ? "" : ": " + cause);
  }
}
