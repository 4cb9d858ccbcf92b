package dev.templatedeployer.template.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.templatedeployer.identity.Principal;
import dev.templatedeployer.template.Template;
import dev.templatedeployer.template.TemplateContract;
import dev.templatedeployer.template.TemplateResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DnsRecordTemplateTest extends TemplateContract {

  private static final Path SOURCE = ExampleTemplates.FOLDER.resolve("dns-record/DnsService.java");
  private static final String TOKEN = "token-of-the-example";
  private static final String CONFIG =
      "{\"zone\": \"example.org\", \"name\": \"www\", \"address\": \"192.0.2.7\", \"ttl\": 60}";

  @TempDir static Path classes;

  @TempDir Path folder;
  private URLClassLoader loader;
  private HttpServer dns;

  @BeforeAll
  static void compileTheService() {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int result =
        compiler.run(
            null, null, null, "-Xlint:all", "-Werror", "-d", classes.toString(), SOURCE.toString());
    assertThat(result).as("exit code of the compiler").isZero();
  }

  @BeforeEach
  void startTheService() throws Exception {
    loader = new URLClassLoader(new URL[] {classes.toUri().toURL()});
    dns =
        (HttpServer)
            loader
                .loadClass("DnsService")
                .getMethod("start", int.class, String.class)
                .invoke(null, 0, TOKEN);
  }

  @AfterEach
  void stopTheService() throws IOException {
    dns.stop(0);
    loader.close();
  }

  @Override
  protected Template<?> template() {
    return ExampleTemplates.read("dns-record", folder.resolve("runs"), environment(url()));
  }

  @Override
  protected void assertFound() throws Exception {
    ExampleTemplates.assertFound("dns-record", environment(url()));
  }

  @Override
  protected String validConfig() {
    return CONFIG;
  }

  @Override
  protected List<String> invalidConfigs() {
    return List.of(
        "{}",
        "{\"zone\": \"..\", \"name\": \"www\", \"address\": \"192.0.2.7\"}",
        "{\"zone\": \"example.org\", \"name\": \"www\", \"address\": \"192.0.2.256\"}",
        "{\"zone\": \"example.org\", \"name\": \"www\", \"address\": \"192.0.2.7\", \"ttl\": 1}");
  }

  @Override
  protected Set<Principal> existing() {
    return records(url())
        .lines()
        .map(line -> new Principal(line.split(" ", -1)[0]))
        .collect(Collectors.toSet());
  }

  @Test
  void createsTheRecord() throws Exception {
    assertThat(created(url()))
        .isEqualTo(new TemplateResult(Map.of("fqdn", "www.example.org", "address", "192.0.2.7")));
    assertThat(records(url()))
        .isEqualTo("%s www.example.org 192.0.2.7\n".formatted(TryContext.CANISTER.text()));
  }

  @Test
  void callsAServiceThatIsStartedFromItsSource() throws Exception {
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                SOURCE.toString(),
                "0")
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("DNS_TOKEN", TOKEN);
    Process service = builder.start();
    try (var lines = new BufferedReader(new InputStreamReader(service.getInputStream(), UTF_8))) {
      String url = String.valueOf(lines.readLine());
      assertThat(created(url).details()).containsEntry("fqdn", "www.example.org");
    } finally {
      service.destroyForcibly();
    }
  }

  private TemplateResult created(String url) throws Exception {
    return ExampleTemplates.read("dns-record", folder.resolve("runs"), environment(url))
        .create(new ConfigDocument(CONFIG.replace(" ", "")), TryContext.FIRST);
  }

  private static String records(String url) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(url + "/records"))
                  .header("Authorization", "Bearer " + TOKEN)
                  .build(),
              BodyHandlers.ofString())
          .body();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, String> environment(String url) {
    return Map.of("DNS_URL", url, "DNS_TOKEN", TOKEN);
  }

  private String url() {
    return "http://127.0.0.1:" + dns.getAddress().getPort();
  }
}
