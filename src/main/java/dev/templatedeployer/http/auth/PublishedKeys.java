package dev.templatedeployer.http.auth;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The keys that an issuer publishes, but for those that are too weak. Safe for use by several
/// threads.
///
/// An issuer that is away when the service starts is asked again when a token comes.
final class PublishedKeys implements JWKSetSource<SecurityContext> {

  /// The most bytes of a document of the issuer.
  static final int MOST_BYTES = 256 * 1024;

  /// The most keys that an issuer may publish.
  static final int MOST_KEYS = 100;

  private static final Logger LOG = LoggerFactory.getLogger(PublishedKeys.class);

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration READ = Duration.ofSeconds(5);

  /// How long keys go on while the issuer is away.
  private static final Duration OUTAGE = Duration.ofDays(1);

  /// Shorter RSA keys can be factored. The curves of ECDSA that are taken are all long enough.
  private static final int LEAST_RSA_BITS = 2048;

  private final URI issuer;
  private final ResourceRetriever documents;
  private volatile @Nullable URI address;
  private volatile boolean isAway;

  private PublishedKeys(URI issuer, ResourceRetriever documents, @Nullable URI address) {
    this.issuer = issuer;
    this.documents = documents;
    this.address = address;
  }

  /// Those of the issuer that `settings` name.
  ///
  /// @throws IllegalArgumentException with a sentence, if the issuer says something about its keys
  ///   that cannot be used
  static PublishedKeys of(OidcSettings settings) {
    var keys = new PublishedKeys(settings.issuer(), new Documents(), settings.keys().orElse(null));
    try {
      keys.address();
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("issuer", settings.issuer())
          .addKeyValue("error", e.getMessage())
          .log(
              "the issuer of tokens cannot be asked where its keys are; the next token asks again");
    }
    return keys;
  }

  /// The same, kept for five minutes after they were read. An unknown key is looked for at most
  /// twice in half a minute; if the issuer is away, those that are known stay good for a day.
  JWKSource<SecurityContext> cached() {
    return JWKSourceBuilder.create(this)
        .refreshAheadCache(false) // its thread would never end
        .outageTolerant(OUTAGE.toMillis())
        .build();
  }

  /// Whether the issuer could not be asked when it was last tried.
  boolean isAway() {
    return isAway;
  }

  @Override
  public JWKSet getJWKSet(
      JWKSetCacheRefreshEvaluator evaluator, long now, @Nullable SecurityContext context)
      throws KeySourceException {
    try {
      JWKSet all = JWKSet.parse(documents.retrieveResource(address().toURL()).getContent());
      if (all.size() > MOST_KEYS) {
        throw new IOException("There are more than %d.".formatted(MOST_KEYS));
      }
      List<JWK> strong = all.getKeys().stream().filter(this::isStrong).toList();
      isAway = false;
      return new JWKSet(strong).toPublicJWKSet();
    } catch (IOException | ParseException | IllegalArgumentException e) {
      isAway = true;
      throw new JWKSetRetrievalException("The keys cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    // nothing is held between two questions
  }

  private URI address() throws IOException {
    URI known = address;
    if (known == null) {
      known = Discovery.keys(issuer, documents);
      address = known;
    }
    return known;
  }

  private boolean isStrong(JWK key) {
    boolean isStrong = !(key instanceof RSAKey) || key.size() >= LEAST_RSA_BITS;
    if (!isStrong) {
      LOG.atWarn()
          .addKeyValue("issuer", issuer)
          .addKeyValue("key", key.getKeyID())
          .addKeyValue("bits", key.size())
          .log("a key of the issuer is too short; tokens that it signs are refused");
    }
    return isStrong;
  }

  /// Reads documents, bounded in size and in time. Follows nobody elsewhere, for what lies there is
  /// not what the settings name.
  private static final class Documents extends DefaultResourceRetriever {

    Documents() {
      super((int) CONNECT.toMillis(), (int) READ.toMillis(), MOST_BYTES);
    }

    @Override
    protected HttpURLConnection openHTTPConnection(URL url) throws IOException {
      HttpURLConnection connection = super.openHTTPConnection(url);
      connection.setInstanceFollowRedirects(false);
      return connection;
    }
  }
}
