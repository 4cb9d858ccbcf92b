package dev.templatedeployer.template.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.identity.CanisterIds;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.Template;
import dev.templatedeployer.template.TemplateContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GreetingPageTemplateTest extends TemplateContract {

  @TempDir Path folder;

  @Override
  protected Template<?> template() {
    return ExampleTemplates.read(
        "greeting-page", folder.resolve("runs"), Map.of("GREETING_PAGES", pages().toString()));
  }

  @Override
  protected void assertFound() throws Exception {
    ExampleTemplates.assertFound("greeting-page", Map.of("GREETING_PAGES", pages().toString()));
  }

  @Override
  protected String validConfig() {
    return "{\"name\": \"Zoë O'Hara\", \"greeting\": \"Good morning\"}";
  }

  @Override
  protected List<String> invalidConfigs() {
    return List.of(
        "{}",
        "{\"name\": \"Ada\"}",
        "{\"name\": \"<b>\", \"greeting\": \"Hello\"}",
        "{\"name\": \"a/e; rm -r\", \"greeting\": \"Hello\"}");
  }

  @Override
  protected Set<Principal> existing() {
    if (!Files.isDirectory(pages())) {
      return Set.of();
    }
    try (Stream<Path> pages = Files.list(pages())) {
      return pages
          .map(page -> new Principal(page.getFileName().toString().replaceFirst("\\.html$", "")))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void rendersThePage() throws Exception {
    DeclaredTemplate template = (DeclaredTemplate) template();
    template.create(
        new ConfigDocument("{\"name\":\"Zoë O'Hara\",\"greeting\":\"Good morning\"}"),
        TryContext.FIRST);
    assertThat(pages().resolve(CanisterIds.of(TryContext.DEPLOYMENT).text() + ".html"))
        .content()
        .contains("<h1>Good morning, Zoë O'Hara!</h1>");
  }

  private Path pages() {
    return folder.resolve("pages");
  }
}
