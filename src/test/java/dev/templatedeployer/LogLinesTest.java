package dev.templatedeployer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.spi.FilterReply;
import ch.qos.logback.core.status.Status;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class LogLinesTest {

  final LoggerContext logback = new LoggerContext();

  @BeforeEach
  void forgetTheEnvironment() {
    logback.setMDCAdapter(new LogbackMDCAdapter());
    logback.putProperty("DEPLOYER_LOG_FORMAT", "text");
    logback.putProperty("DEPLOYER_LOG_LEVEL", "INFO");
  }

  @AfterEach
  void stopLogback() {
    logback.stop();
  }

  @Nested
  class ForPeople {
    @Test
    void sayWhatHappenedAndToWhich() throws Exception {
      configure();
      assertThat(line("attempt started", new KeyValuePair("deploymentId", "web-42"), null))
          .endsWith("INFO  Executor: attempt started deploymentId=\"web-42\"\n");
    }

    @Test
    void letNoControlCharacterThrough() throws Exception {
      configure();
      assertThat(line("a\r\nb\u001b[2J", new KeyValuePair("owner", "c\nd\u009b"), null))
          .endsWith("Executor: a\\nb?[2J owner=\"c\\nd?\"\n");
      assertThat(line("failed", null, new IOException("e\u001b[2J")))
          .contains("java.io.IOException: e?[2J\n\tat ");
    }
  }

  @Nested
  class ForMachines {
    @Test
    void areJson() throws Exception {
      logback.putProperty("DEPLOYER_LOG_FORMAT", "json");
      configure();
      var line = line("a\nb\u001b", new KeyValuePair("deploymentId", "web-42"), null);
      var json = new ObjectMapper().readTree(line);
      assertThat(line).endsWith("}\n").doesNotContain("\u001b");
      assertThat(json.path("formattedMessage").asText()).isEqualTo("a\nb\u001b");
      assertThat(json.path("kvpList").path(0).path("deploymentId").asText()).isEqualTo("web-42");
    }
  }

  @Nested
  class Levels {
    @Test
    void areInfoForUsAndWarnForLibraries() throws Exception {
      configure();
      assertThat(logback.getLogger("dev.templatedeployer.execute.Executor").getEffectiveLevel())
          .isEqualTo(Level.INFO);
      assertThat(logback.getLogger("org.apache.kafka.clients.NetworkClient").getEffectiveLevel())
          .isEqualTo(Level.WARN);
    }

    @Test
    void mayBeSet() throws Exception {
      logback.putProperty("DEPLOYER_LOG_LEVEL", "DEBUG");
      configure();
      assertThat(logback.getLogger("dev.templatedeployer").getLevel()).isEqualTo(Level.DEBUG);
    }
  }

  @Test
  void leaveOutWhatTheEmbeddedBrokerSaysAtEveryStart() throws Exception {
    configure();
    var chatter =
        event(Level.WARN, "[QuorumController id=1] Performing controller activation.", null, null);
    var news = event(Level.WARN, "Connection to node -1 could not be established.", null, null);
    assertThat(console().getFilterChainDecision(chatter)).isEqualTo(FilterReply.DENY);
    assertThat(console().getFilterChainDecision(news)).isEqualTo(FilterReply.NEUTRAL);
  }

  private void configure() throws JoranException {
    var configurator = new JoranConfigurator();
    configurator.setContext(logback);
    configurator.doConfigure(Objects.requireNonNull(getClass().getResource("/logback.xml")));
    assertThat(logback.getStatusManager().getCopyOfStatusList())
        .as("complaints that would appear on the terminal")
        .noneMatch(status -> status.getLevel() > Status.INFO);
  }

  private ConsoleAppender<ILoggingEvent> console() {
    return (ConsoleAppender<ILoggingEvent>) logback.getLogger("ROOT").getAppender("lines");
  }

  private String line(String sentence, @Nullable KeyValuePair which, @Nullable Throwable thrown) {
    return new String(
        console().getEncoder().encode(event(Level.INFO, sentence, which, thrown)), UTF_8);
  }

  private LoggingEvent event(
      Level level, String sentence, @Nullable KeyValuePair which, @Nullable Throwable thrown) {
    var logger = logback.getLogger("dev.templatedeployer.execute.Executor");
    var event = new LoggingEvent("", logger, level, sentence, thrown, new Object[0]);
    event.setKeyValuePairs(which == null ? List.of() : List.of(which));
    return event;
  }
}
