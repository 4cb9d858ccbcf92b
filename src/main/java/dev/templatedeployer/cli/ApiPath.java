package dev.templatedeployer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A place in the API below `/v1`, with what narrows it. Everything is escaped here.
record ApiPath(String text) {

  /// @param segments the parts between slashes; whatever they contain stays within its part
  static ApiPath of(String... segments) {
    return new ApiPath(
        Arrays.stream(segments).map(ApiPath::escaped).collect(Collectors.joining("/", "/v1/", "")));
  }

  static ApiPath deployment(String id) {
    return of("deployments", id);
  }

  /// The path narrowed by one parameter more, or the same if the value is null.
  ApiPath with(String parameter, @Nullable Object value) {
    return value == null
        ? this
        : new ApiPath(
            text
                + (text.indexOf('?') < 0 ? '?' : '&')
                + escaped(parameter)
                + '='
                + escaped(value.toString()));
  }

  /// The path narrowed by a time, or the same if it is null.
  ApiPath with(String parameter, @Nullable Instant time) {
    return with(parameter, time == null ? (Object) null : time.toString());
  }

  URI at(URI server) {
    return URI.create(server + text);
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
