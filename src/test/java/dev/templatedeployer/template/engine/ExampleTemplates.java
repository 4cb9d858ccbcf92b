package dev.templatedeployer.template.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.catalog.TemplateCatalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The templates of `src/examples/templates/`.
final class ExampleTemplates {

  static final Path FOLDER = Path.of("src/examples/templates");

  private ExampleTemplates() {}

  /// One of them, as a new process reads it.
  static DeclaredTemplate read(String name, Path runs, Map<String, String> environment) {
    List<String> mistakes = new ArrayList<>();
    return new DeclaredTemplates(runs, environment::get)
        .read(FOLDER.resolve(name), mistakes::add)
        .orElseThrow(() -> new AssertionError(mistakes));
  }

  /// Checks that the service finds it if it is told to look into that folder.
  static void assertFound(String name, Map<String, String> environment) throws Exception {
    Map<String, String> all =
        new HashMap<>(
            Map.of("GREETING_PAGES", "/tmp", "DNS_URL", "http://127.0.0.1:8053", "DNS_TOKEN", "x"));
    all.putAll(environment);
    var templates = new DeclaredTemplates(Path.of("no-such-folder"), all::get);
    assertThat(TemplateCatalog.load(FOLDER, templates::read, Principal.Form.TEXTUAL).find(name))
        .isPresent();
  }
}
