package org.example.bucket;

import dev.templatedeployer.template.AttemptPolicy;
import dev.templatedeployer.template.PermanentFailure;
import dev.templatedeployer.template.RetryableFailure;
import dev.templatedeployer.template.Template;
import dev.templatedeployer.template.TemplateContext;
import dev.templatedeployer.template.TemplateFailure;
import dev.templatedeployer.template.TemplateResult;
import dev.templatedeployer.template.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Deploys buckets: folders on this machine, each with a note of whose it is.
public final class BucketTemplate implements Template<BucketConfig> {

  private final Path root = Path.of(System.getProperty("bucket.root", "buckets"));

  @Override
  public String name() {
    return "bucket";
  }

  @Override
  public String version() {
    return "1.0.0";
  }

  @Override
  public String title() {
    return "Bucket";
  }

  @Override
  public String description() {
    return "Makes a folder to put files into.";
  }

  @Override
  public Class<BucketConfig> configType() {
    return BucketConfig.class;
  }

  @Override
  public String configSchema() {
    try (InputStream schema = BucketTemplate.class.getResourceAsStream("config.schema.json")) {
      return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The schema cannot be read from the jar.", e);
    }
  }

  @Override
  public List<Violation> validate(BucketConfig config, Instant now) {
    if (config.megabytes() % 8 != 0) {
      return List.of(
          new Violation(
              "/megabytes",
              "NO_MULTIPLE_OF_8",
              "Space is given out in pieces of 8 MB, so write a multiple of 8."));
    }
    return List.of();
  }

  @Override
  public AttemptPolicy policy() {
    return AttemptPolicy.STANDARD.withMaxAttempts(5).withAttemptTimeout(Duration.ofSeconds(30));
  }

  @Override
  public TemplateResult create(BucketConfig config, TemplateContext context)
      throws TemplateFailure, InterruptedException {
    Path bucket = root.resolve(context.canisterId().text());
    if (Files.isRegularFile(bucket)) {
      throw new PermanentFailure(
          "NO_FOLDER", "The bucket cannot be made: there is a file in its place. Remove it.");
    }
    try {
      Files.createDirectories(bucket);
      Path draft = Files.createTempFile(bucket, ".note", "");
      Files.writeString(
          draft,
          "%s, %d MB, of %s%n"
              .formatted(config.name(), config.megabytes(), context.owner().text()));
      Files.move(draft, bucket.resolve("NOTE"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new RetryableFailure(
          "NO_SPACE", "The bucket cannot be written. Look at the disk of the buckets.", null, e);
    }
    return new TemplateResult(Map.of("folder", bucket.getFileName().toString()));
  }
}
