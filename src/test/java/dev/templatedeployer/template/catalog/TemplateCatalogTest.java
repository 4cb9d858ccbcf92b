package dev.templatedeployer.template.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateCatalogTest {

  /// Makes a parcel of the name that stands in the file, unless that is `bad`.
  private static final TemplateFolders DECLARED =
      (home, mistakes) -> {
        String name = nameIn(home);
        if (name.equals("bad")) {
          mistakes.accept("This is bad.");
          return Optional.empty();
        }
        return Optional.of(
            new ParcelTemplate() {
              @Override
              public String name() {
                return name;
              }
            });
      };

  @TempDir Path folder;

  @Nested
  class ACatalog {

    @Test
    void knowsItsTemplatesByName() throws Exception {
      var catalog = hosting(new ParcelTemplate());
      assertThat(catalog.all()).extracting(HostedTemplate::name).containsExactly("parcel");
      HostedTemplate<?> parcel = catalog.find("parcel").orElseThrow();
      assertThat(parcel.version()).isEqualTo("1.0.0");
      assertThat(parcel.title()).isEqualTo("Parcel");
      assertThat(parcel.description()).isEqualTo("A parcel, for tests.");
      assertThat(parcel.schema()).contains("2020-12");
      assertThat(parcel.isForDevelopment()).isFalse();
      assertThat(catalog.find("letter")).isEmpty();
    }

    @Test
    void leavesOutWhatIsForDevelopmentWhenAsked() throws Exception {
      var catalog =
          hosting(
              new ParcelTemplate(),
              new ParcelTemplate() {
                @Override
                public String name() {
                  return "toy";
                }

                @Override
                public boolean isForDevelopment() {
                  return true;
                }
              });
      assertThat(catalog.all()).extracting(HostedTemplate::name).containsExactly("parcel", "toy");
      assertThat(catalog.withoutDevelopment().all())
          .extracting(HostedTemplate::name)
          .containsExactly("parcel");
    }

    @Test
    void needsNoFolder() throws Exception {
      assertThat(load(folder.resolve("missing")).find("letter")).isEmpty();
    }
  }

  @Nested
  class AFolderOfTemplates {

    @Test
    void isSearchedJarByJar() throws Exception {
      TemplateJar.write(folder.resolve("letter.jar"), "Letter", letter("letter"));
      TemplateJar.write(folder.resolve("card.jar"), "Card", letter("card"));
      var catalog = load(folder);
      assertThat(catalog.find("letter")).isPresent();
      assertThat(catalog.find("card")).isPresent();
      assertThat(classLoaderOf(catalog, "letter")).isNotSameAs(classLoaderOf(catalog, "card"));
    }

    @Test
    void maySetSeveralJarsInAFolderOfTheirOwn() throws Exception {
      Path home = Files.createDirectory(folder.resolve("post"));
      TemplateJar.write(home.resolve("letter.jar"), "Letter", letter("letter"));
      TemplateJar.write(home.resolve("card.jar"), "Card", letter("card"));
      var catalog = load(folder);
      assertThat(classLoaderOf(catalog, "letter")).isSameAs(classLoaderOf(catalog, "card"));
    }

    @Test
    void mayHoldOtherThings() throws Exception {
      Files.writeString(folder.resolve("README"), "Put your jars here.");
      Files.writeString(
          Files.createDirectory(folder.resolve("notes")).resolve("notes.txt"), "Remember.");
      assertThat(load(folder).find("letter")).isEmpty();
    }

    @Test
    void mayHoldFoldersThatDeclareATemplate() throws Exception {
      declare("one", "letter");
      TemplateJar.write(folder.resolve("card.jar"), "Card", letter("card"));
      var catalog = load(folder);
      assertThat(catalog.find("letter")).isPresent();
      assertThat(catalog.find("card")).isPresent();
    }

    @Test
    void isRefusedWithAllThatIsWrongWithDeclaredTemplates() throws Exception {
      declare("a", "bad");
      Path both = declare("b", "letter");
      TemplateJar.write(both.resolve("card.jar"), "Card", letter("card"));
      Files.writeString(Files.createDirectory(folder.resolve("c")).resolve("template.yml"), "card");
      assertThat(refusal())
          .containsExactly(
              "This is bad.",
              "The folder '%s/b' holds jars and a 'template.yaml'. A template is either: give each a folder of its own."
                  .formatted(folder),
              "The folder '%s/c' holds a 'template.yml'. Call it 'template.yaml'."
                  .formatted(folder));
    }

    @Test
    void isRefusedIfTwoDeclareTheSameName() throws Exception {
      declare("one", "letter");
      declare("two", "letter");
      assertThat(refusal())
          .singleElement()
          .asString()
          .startsWith("Two templates are called 'letter': ")
          .contains("from '%s/one' and ".formatted(folder))
          .endsWith("from '%s/two'. Remove one of them.".formatted(folder));
    }

    private Path declare(String home, String name) throws IOException {
      Path declared = Files.createDirectory(folder.resolve(home));
      Files.writeString(declared.resolve(TemplateFolders.FILE), name);
      return declared;
    }

    private List<String> refusal() {
      try {
        load(folder);
        throw new AssertionError("It was loaded.");
      } catch (UnusableTemplates e) {
        return e.sentences();
      }
    }

    @Test
    void isRefusedWithOneSentenceForEachMistake() throws Exception {
      Files.writeString(folder.resolve("broken.jar"), "no jar at all");
      TemplateJar.write(folder.resolve("empty.jar"), "Letter", letter("letter"), "");
      TemplateJar.write(folder.resolve("gone.jar"), "Letter", letter("letter"), "Gone");
      TemplateJar.write(
          folder.resolve("throwing.jar"),
          "Throwing",
          letter("throwing")
              + " public Throwing() { throw new IllegalStateException(\"no disk\"); }");
      assertThatThrownBy(() -> load(folder))
          .isInstanceOfSatisfying(
              UnusableTemplates.class,
              e ->
                  assertThat(e.sentences())
                      .satisfiesExactly(
                          broken ->
                              assertThat(broken)
                                  .startsWith(
                                      "Cannot read the jar '%s/broken.jar': ".formatted(folder))
                                  .endsWith(". Copy it again, or remove it."),
                          empty ->
                              assertThat(empty)
                                  .isEqualTo(
                                      "There is no template in '%s/empty.jar'. Name its class in 'META-INF/services/dev.templatedeployer.template.Template', or remove it."
                                          .formatted(folder)),
                          gone ->
                              assertThat(gone)
                                  .startsWith(
                                      "Cannot load a template from '%s/gone.jar': "
                                          .formatted(folder))
                                  .contains("Gone not found"),
                          throwing ->
                              assertThat(throwing)
                                  .startsWith(
                                      "Cannot load a template from '%s/throwing.jar': "
                                          .formatted(folder))
                                  .contains("no disk")));
    }

    private ClassLoader classLoaderOf(TemplateCatalog catalog, String name) {
      return catalog.find(name).orElseThrow().template().getClass().getClassLoader();
    }

    /// The body of a class that is a parcel by another name.
    private String letter(String name) {
      return "@Override public String name() { return \"%s\"; }".formatted(name);
    }
  }

  @Nested
  class ATemplateThatCannotBeHosted {

    @Test
    void hasANameThatIsTaken() {
      assertRefused(
          "Two templates are called 'parcel': %s and %s. Remove one of them."
              .formatted(ParcelTemplate.class.getName(), ParcelTemplate.class.getName()),
          new ParcelTemplate(),
          new ParcelTemplate());
    }

    @Test
    void hasANameThatIsNone() {
      class Shouting extends ParcelTemplate {
        @Override
        public String name() {
          return "PARCEL";
        }
      }
      assertRefused(
          "Cannot host the template '%s' from the class path: it has the name 'PARCEL'. Use 1 to 63 lower-case letters, digits and dashes, beginning with a letter."
              .formatted(Shouting.class.getName()),
          new Shouting());
    }

    @Test
    void hasNoTitle() {
      class Untitled extends ParcelTemplate {
        @Override
        public String title() {
          return " ";
        }
      }
      assertRefused(
          "Cannot host the template '%s' from the class path: it has no title."
              .formatted(Untitled.class.getName()),
          new Untitled());
    }

    @Test
    void hasASchemaThatIsNone() {
      assertThat(refusalOfSchema("{")).contains("it has a config schema that is no JSON: ");
      assertThat(refusalOfSchema("7"))
          .contains("it has a config schema that is no JSON Schema: '' integer found, ");
      assertThat(refusalOfSchema("{\"type\": \"strin\", \"minLength\": -1}"))
          .contains(
              "it has a config schema that is no JSON Schema: '/type' ",
              "'/minLength' must have a minimum value of 0");
      assertThat(refusalOfSchema("{\"pattern\": \"(\"}")).contains("'/pattern' ");
    }

    @Test
    void hasASchemaThatPointsElsewhere() {
      assertThat(refusalOfSchema("{\"$ref\": \"https://example.org/schema\"}"))
          .contains(
              "it has a config schema that cannot be used: it refers to",
              "Copy it into its '$defs'.");
      assertThat(refusalOfSchema("{\"$ref\": \"#/$defs/missing\"}"))
          .contains("it has a config schema that cannot be used: ", "/$defs/missing");
      assertThat(refusalOfSchema("{\"$schema\": \"https://example.org/dialect\"}"))
          .contains("it has a config schema that cannot be used: ", "https://example.org/dialect");
    }

    @Test
    void failsWhenItIsAsked() {
      class Failing extends ParcelTemplate {
        @Override
        public String version() {
          throw new IllegalStateException("no version");
        }
      }
      assertRefused(
          "Cannot host the template '%s' from the class path: it failed when it was asked what it is: java.lang.IllegalStateException: no version."
              .formatted(Failing.class.getName()),
          new Failing());
    }

    private void assertRefused(String sentence, Template<?>... templates) {
      assertThat(refusal(templates)).containsExactly(sentence);
    }

    private String refusalOfSchema(String schema) {
      return refusal(
              new ParcelTemplate() {
                @Override
                public String configSchema() {
                  return schema;
                }
              })
          .getFirst();
    }

    private List<String> refusal(Template<?>... templates) {
      try {
        hosting(templates);
        throw new AssertionError("It was hosted.");
      } catch (UnusableTemplates e) {
        return e.sentences();
      }
    }
  }

  private static String nameIn(Path home) {
    try {
      return Files.readString(home.resolve(TemplateFolders.FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TemplateCatalog hosting(Template<?>... templates) throws UnusableTemplates {
    return TemplateCatalog.of(List.of(templates), Principal.Form.TEXTUAL);
  }

  private static TemplateCatalog load(Path folder) throws UnusableTemplates {
    return TemplateCatalog.load(folder, DECLARED, Principal.Form.TEXTUAL);
  }
}
