package dev.templatedeployer.http.auth;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.templatedeployer.access.Role;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads who somebody is from the claims of their token, which have been checked.
record Claims(OidcSettings settings) {

  /// The name as it is kept, or empty if there is none that can be.
  Optional<String> name(JWTClaimsSet claims) {
    return claims.getClaim(settings.nameClaim()) instanceof String name
        ? UserName.of(name)
        : Optional.empty();
  }

  /// The roles that the claims give.
  Set<Role> roles(JWTClaimsSet claims) {
    List<String> words = words(at(claims.getClaims(), settings.rolesClaim()));
    return settings.roles().entrySet().stream()
        .filter(entry -> entry.getValue().stream().anyMatch(words::contains))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// A name with dots is first taken as it is, as some providers have it.
  private static @Nullable Object at(Map<String, Object> claims, String path) {
    if (claims.containsKey(path)) {
      return claims.get(path);
    }
    Object value = claims;
    for (String step : path.split("\\.", -1)) {
      value = value instanceof Map<?, ?> map ? map.get(step) : null;
    }
    return value;
  }

  /// A list of words, or one text with blanks between them, as scopes are written.
  private static List<String> words(@Nullable Object value) {
    return switch (value) {
      case String text -> Arrays.asList(text.split(" +", -1));
      case Collection<?> all ->
          all.stream().filter(Objects::nonNull).map(Object::toString).toList();
      case null, default -> List.of();
    };
  }
}
