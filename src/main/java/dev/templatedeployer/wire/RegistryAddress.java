package dev.templatedeployer.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a schema registry is, and who we are to it.
///
/// @param url such as `https://registry.example.org:8081`
/// @param user for basic authentication, or null for none
/// @param password for basic authentication, or null for none; never shown
public record RegistryAddress(URI url, @Nullable String user, @Nullable String password) {

  /// @throws IllegalArgumentException with a sentence, if no registry can be there
  public RegistryAddress {
    boolean isWeb = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!isWeb || url.getHost() == null) {
      throw new IllegalArgumentException(
          "'%s' is not the address of a schema registry. Write it like 'https://registry.example.org:8081'."
              .formatted(withoutUser(url)));
    }
    if (url.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "The address '%s' of the schema registry holds a user. Give user and password by themselves."
              .formatted(withoutUser(url)));
    }
    if ((user == null) != (password == null)) {
      throw new IllegalArgumentException(
          "The schema registry at '%s' was given a user or a password, but not both. Give both, or none."
              .formatted(url));
    }
  }

  /// The address of `path`, which begins with a slash.
  URI resolve(String path) {
    String base = url.toString();
    return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
  }

  /// The value of the header `Authorization`, if there is one.
  Optional<String> authorization() {
    return user == null
        ? Optional.empty()
        : Optional.of(
            "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8)));
  }

  @Override
  public String toString() {
    return url.toString();
  }

  private static String withoutUser(URI url) {
    String userInfo = url.getRawUserInfo();
    return userInfo == null ? url.toString() : url.toString().replace(userInfo + "@", "");
  }
}
