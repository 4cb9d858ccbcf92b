package dev.templatedeployer.query;

import java.util.List;
import java.util.regex.Pattern;

/// What SQL is called in a database. All SQL here is written for SQLite; the few words that others
/// have otherwise are put into theirs.
enum Dialect {
  /// As it is written.
  SQLITE {
    @Override
    String of(String sql) {
      return sql;
    }

    @Override
    List<String> functions() {
      return List.of();
    }
  },

  /// No query names its index, since the planner knows better; patterns, labels and full text are
  /// asked for in other words, some of which are functions of ours beside the tables. Texts are
  /// ordered by their bytes, as in SQLite, whatever the language of the database.
  POSTGRES {
    @Override
    String of(String sql) {
      return sql.stripLeading().startsWith("CREATE") ? table(sql) : query(sql);
    }

    @Override
    List<String> functions() {
      return List.of(GLOB_PATTERN, WORDS_VECTOR, WORDS_QUERY);
    }
  };

  private static final Pattern THROUGH = Pattern.compile("\\s+INDEXED BY \\w+");
  private static final Pattern GLOB = Pattern.compile("(\\S+) GLOB (:\\w+)");
  private static final Pattern LIKE = Pattern.compile(" LIKE (:\\w+) ESCAPE");
  private static final Pattern LABEL =
      Pattern.compile("json_extract\\((\\w+)\\.labels, '\\$\\.' \\|\\| json_quote\\((:\\w+)\\)\\)");
  private static final Pattern LABELS_COLUMN = Pattern.compile("labels +TEXT +NOT NULL,");
  private static final Pattern SAYS = Pattern.compile("failure_words MATCH (:\\w+)");
  private static final Pattern FULL_TEXT =
      Pattern.compile("CREATE VIRTUAL TABLE failure_words .*", Pattern.DOTALL);

  /// The pattern of `LIKE` for one of `GLOB`, in which `[x]` is the character x.
  private static final String GLOB_PATTERN =
      """
      CREATE FUNCTION glob_pattern(pattern TEXT) RETURNS TEXT LANGUAGE SQL IMMUTABLE AS $$
        SELECT replace(replace(replace(replace(replace(
            regexp_replace(pattern, '([\\\\%_])', '\\\\\\1', 'g'),
          '[*]', chr(1)), '[?]', '?'), '[[]', '['), '*', '%'), chr(1), '*')
      $$
      """;

  /// The words of a text, which were cut already, each with its place.
  private static final String WORDS_VECTOR =
      """
      CREATE FUNCTION words_vector(words TEXT) RETURNS TSVECTOR LANGUAGE SQL IMMUTABLE AS $$
        SELECT coalesce(string_agg(quote_literal(word) || ':' || least(place, 16383), ' '), '')::TSVECTOR
        FROM unnest(string_to_array(words, ' ')) WITH ORDINALITY AS all_words(word, place)
        WHERE word <> ''
      $$
      """;

  /// What is asked in the words of SQLite's full-text index: phrases in quotes with OR between
  /// them, of which a star makes the last word the beginning of one.
  private static final String WORDS_QUERY =
      """
      CREATE FUNCTION words_query(question TEXT) RETURNS TSQUERY LANGUAGE SQL IMMUTABLE AS $$
        SELECT string_agg(
          (SELECT string_agg(quote_literal(word), ' <-> ' ORDER BY place)
           FROM unnest(string_to_array(phrase[1], ' ')) WITH ORDINALITY AS words(word, place))
          || CASE WHEN phrase[2] IS NULL THEN '' ELSE ':*' END, ' | ')::TSQUERY
        FROM regexp_matches(question, '"([^"]*)"( [*])?', 'g') AS phrase
      $$
      """;

  /// `sql` in the words of this one.
  abstract String of(String sql);

  /// What has to be there before the tables are.
  abstract List<String> functions();

  private static String table(String sql) {
    String table =
        FULL_TEXT
            .matcher(sql)
            .replaceFirst(
                """
                CREATE TABLE failure_words (rowid BIGINT PRIMARY KEY, words TSVECTOR NOT NULL);
                CREATE INDEX failure_words_said ON failure_words USING gin (words)\
                """);
    return LABELS_COLUMN
        .matcher(table)
        .replaceFirst("$0 read_labels JSONB GENERATED ALWAYS AS (labels::JSONB) STORED,")
        .replace("BLOB", "BYTEA")
        .replace("WITHOUT ROWID", "")
        .replaceAll("number +INTEGER PRIMARY KEY", "number BIGSERIAL PRIMARY KEY")
        .replaceAll("\\bTEXT\\b", "TEXT COLLATE \"C\"");
  }

  private static String query(String sql) {
    String query = THROUGH.matcher(sql).replaceAll("");
    query = LABEL.matcher(query).replaceAll("($1.read_labels ->> $2)");
    query = GLOB.matcher(query).replaceAll("$1 LIKE glob_pattern($2)");
    query = LIKE.matcher(query).replaceAll(" ILIKE $1 ESCAPE");
    query = SAYS.matcher(query).replaceAll("failure_words.words @@ words_query($1)");
    return query.replace(
        "(rowid, words) SELECT number, ?", "(rowid, words) SELECT number, words_vector(?)");
  }
}
