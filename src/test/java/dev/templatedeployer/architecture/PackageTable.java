package dev.templatedeployer.architecture;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The packages and what each may touch. Think twice before changing it: arrows point at what is
/// stable, and `identity`, `domain`, `template`, `canister` and `settings` know next to nobody.
///
/// A new package gets a row here and a `package-info.java` that says the same. The root package and
/// `dev` put the others together and may touch everything, so they have no row.
final class PackageTable {

  static final String ROOT = "dev.templatedeployer";

  /// The classes that Avro generates from `schemas/`.
  static final String GENERATED = ROOT + ".wire.avro..";

  private static final String[] PURE = {
    "java.lang",
    "java.lang.annotation",
    "java.lang.invoke",
    "java.lang.runtime",
    "java.math",
    "java.time..",
    "java.util",
    "java.util.function",
    "java.util.regex",
    "java.util.stream",
    "org.jspecify.annotations"
  };
  private static final String[] JAVA = {"java..", "org.jspecify.annotations"};
  private static final String JACKSON = "com.fasterxml.jackson..";
  private static final String JSON_SCHEMA = "com.networknt.schema..";
  private static final String LINEAR_PATTERNS = "com.google.re2j..";
  private static final String[] KAFKA_CLIENTS = {
    "org.apache.kafka.clients..", "org.apache.kafka.common.."
  };
  private static final String KAFKA_STREAMS = "org.apache.kafka.streams..";
  private static final String LOGS = "org.slf4j..";
  private static final String METRICS = "io.micrometer..";

  private static final String KNOWS_NO_LIBRARY =
      "it is told everything and knows no library, so that it gives the same answer wherever and"
          + " whenever it is asked. Bring what it needs in as a parameter, or move the code to the"
          + " package that owns the library";
  private static final String IS_WHAT_AUTHORS_COMPILE_AGAINST =
      "template authors compile against it, so whatever it touches they have to carry. Keep it to"
          + " plain Java, and put what the service needs of a template into template.catalog";
  private static final String IS_AN_EXAMPLE =
      "a kind of canister is pure rules and an example for authors: another team can write one with"
          + " nothing but the canister and template packages. Put IO into canister.hosting";
  private static final String KEEPS_FORMATS_TO_ITSELF =
      "what facts look like outside the process is decided here alone. Work with domain and canister"
          + " types, and leave deciding, sending and storing to the packages that call it";

  static final List<Row> ROWS =
      List.of(
          row("identity", "everybody knows it, so it may know nobody. Keep it to plain Java")
              .using(JAVA),
          row("access", KNOWS_NO_LIBRARY).touching("identity").using(PURE),
          row("domain", KNOWS_NO_LIBRARY).touching("identity").using(PURE),
          row("control", KNOWS_NO_LIBRARY).touching("access", "domain", "identity").using(PURE),
          row(
                  "control.log",
                  "it brings what was decided to the topics of control and audit and back, and"
                      + " decides nothing. Put the rule into control, its bytes into wire")
              .touching("control", "access", "domain", "wire")
              .using(JAVA)
              .using(KAFKA_CLIENTS)
              .using(METRICS, LOGS),
          row("template", IS_WHAT_AUTHORS_COMPILE_AGAINST).touching("identity").using(PURE),
          row(
                  "template.catalog",
                  "it finds and checks templates and knows nothing of deployments. Ask it from"
                      + " admission or execute")
              .touching("template", "identity")
              .using(JAVA)
              .using(JACKSON, JSON_SCHEMA, LINEAR_PATTERNS, LOGS),
          row(
                  "template.engine",
                  "a declarative template is a template like any other. Reach the service through"
                      + " its TemplateContext")
              .touching("template", "identity", "settings")
              .using(JAVA)
              .using(JACKSON, LOGS),
          row(
                  "template.probe",
                  "it is a template like any other. Reach the service through its TemplateContext")
              .touching("template", "identity")
              .using(JAVA),
          row(
                  "admission",
                  "it answers on the thread that decides, so it does no IO. Ask the catalog, and let"
                      + " the stream send the answer")
              .touching("domain", "identity", "template", "template.catalog")
              .using(PURE)
              .using(LOGS),
          row("canister", KNOWS_NO_LIBRARY).touching("identity").using(PURE),
          row("canister.config", IS_AN_EXAMPLE)
              .touching("canister", "template", "identity")
              .using(JAVA),
          row("canister.vesting", IS_AN_EXAMPLE)
              .touching("canister", "canister.config", "template", "identity")
              .using(PURE),
          kind("lock"),
          kind("dao"),
          kind("distribution").using("java.nio.charset", "java.security"), // for digests
          kind("launchpad"),
          row(
                  "canister.hosting",
                  "it gives every kind the same face of JSON, so it knows no kind and no topic. Add"
                      + " what a kind needs to CanisterRules")
              .touching("canister", "identity")
              .using(JAVA)
              .using(JACKSON),
          row("replay", KNOWS_NO_LIBRARY)
              .touching("domain")
              .using(PURE)
              .using("java.nio.charset", "java.security"), // for digests
          row(
                  "replay.driving",
                  "it carries plans out and decides nothing. Put the rule into replay, the question"
                      + " into query")
              .touching("replay", "domain", "client", "query", "query.filter", "wire")
              .using(JAVA)
              .using(KAFKA_CLIENTS)
              .using(METRICS, LOGS),
          row("wire", KEEPS_FORMATS_TO_ITSELF)
              .touching("domain", "canister", "identity", "replay", "wire.avro.v1")
              .touching("domain", "canister", "identity", "wire.avro.v1")
              .touching("access", "control")
              .using(JAVA)
              .using("org.apache.avro..", "org.apache.kafka.common..", JACKSON),
          row(
                  "topics",
                  "it compares a cluster with the manifest of the wire and knows nothing else. Put"
                      + " what a topic should be into wire")
              .touching("wire")
              .using(JAVA)
              .using(KAFKA_CLIENTS),
          row(
                  "signature",
                  "backends carry it and stream threads call it, so it does no IO but to read a key"
                      + " file. Put names of headers into wire")
              .touching("wire", "canister") // what a command to a canister is
              .using(JAVA)
              .using(KAFKA_CLIENTS), // the records that are signed
          row(
                  "acl",
                  "it says what follows from the topics and asks no broker. Put who writes and reads"
                      + " a topic into wire")
              .touching("wire")
              .using(JAVA)
              .using("org.apache.kafka.common.."),
          row(
                  "stream",
                  "it runs on stream threads, which must neither block nor start work of their own."
                      + " Put the rule into domain or canister, its bytes into wire, and everything"
                      + " slow into execute or query")
              .touching("domain", "canister", "canister.hosting", "identity", "wire", "settings")
              .touching("observe", "signature")
              .touching("observe", "access", "control")
              .using(JAVA)
              .using(KAFKA_CLIENTS)
              .using(KAFKA_STREAMS, "org.rocksdb..", JACKSON, METRICS, LOGS),
          row(
                  "execute",
                  "an executor is a plain consumer that could run in another process. It learns by"
                      + " work topics and speaks by reports, so it never sees the topology, a store"
                      + " or a record")
              .touching("domain", "identity", "template", "template.catalog", "wire", "settings")
              .touching("observe", "signature")
              .using(JAVA)
              .using(KAFKA_CLIENTS)
              .using(JACKSON, METRICS, LOGS),
          row(
                  "query.filter",
                  "it is the language in which deployments are asked for, so it computes and does"
                      + " nothing else. Put what asks the database into query")
              .touching("domain", "identity", "settings")
              .using(PURE),
          row(
                  "query",
                  "the read model follows committed events alone, so that no query sees what may be"
                      + " rolled back. Put what a query needs into an event")
              .touching("domain", "canister", "canister.hosting", "identity", "wire", "settings")
              .touching("query.filter", "observe")
              .using(JAVA)
              .using(KAFKA_CLIENTS)
              .using("org.jdbi..", "org.sqlite..", JACKSON, METRICS, LOGS),
          row(
                  "backlog",
                  "it asks Kafka how far the executors have come and nothing else. Put what follows"
                      + " from deployments into query")
              .touching("domain")
              .using(JAVA)
              .using(KAFKA_CLIENTS)
              .using(METRICS),
          row("explain", KNOWS_NO_LIBRARY).touching("domain", "identity", "wire").using(PURE),
          row(
                  "verify",
                  "it reads what others wrote and changes nothing. Put what it needs of the read"
                      + " model into query")
              .touching("domain", "explain", "identity", "wire", "query")
              .using(JAVA)
              .using(KAFKA_CLIENTS)
              .using(METRICS, LOGS),
          row(
                  "client",
                  "a backend in another process carries it, so it stays small: commands out, replies"
                      + " and outcomes in")
              .touching("domain", "canister", "identity", "wire", "settings", "observe")
              .touching("canister.lock", "canister.dao", "canister.distribution")
              .touching("canister.launchpad", "template.catalog") // typed configs as JSON
              .touching("signature")
              .using(JAVA)
              .using(KAFKA_CLIENTS)
              .using(JACKSON, LOGS),
          row(
                  "deadletter",
                  "it looks at what the topology put aside, from outside. Put how a record is read"
                      + " into wire, and what it may show into Redaction")
              .touching("domain", "canister", "identity", "wire")
              .using(JAVA)
              .using(KAFKA_CLIENTS)
              .using(JACKSON, LOGS),
          row(
                  "http",
                  "it turns requests into commands and views into JSON, and decides nothing. Put the"
                      + " rule into domain, the question into query")
              .touching("domain", "canister", "canister.hosting", "identity", "wire", "query")
              .touching("deadletter")
              .touching("access", "client", "template", "template.catalog", "settings", "observe")
              .touching("explain", "verify", "backlog")
              .touching("replay", "replay.driving")
              .touching("query.filter")
              .touching("http.auth")
              .touching("control")
              .using(JAVA)
              .using("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..", "kotlin..")
              .using(JACKSON, METRICS, LOGS),
          row(
                  "http.auth",
                  "it tells who somebody is and knows no route. Put what they may do into access, and"
                      + " how it is answered into http")
              .touching("access", "settings")
              .using(JAVA)
              .using("com.nimbusds..", LOGS),
          row(
                  "cli",
                  "it is a client like any other and may run far from the service. Reach the service"
                      + " by HTTP or by its topics")
              .touching("client", "domain", "identity", "wire", "topics", "bench", "settings")
              .touching("explain")
              .touching("acl", "signature")
              .touching("bench.suite")
              .touching("control", "control.log")
              .using(JAVA)
              .using(KAFKA_CLIENTS)
              .using("picocli..", JACKSON, LOGS, "ch.qos.logback.."),
          row(
                  "bench",
                  "it measures the service from outside, as a backend would see it. Reach the"
                      + " service by its topics")
              .touching("client", "domain", "identity", "wire", "topics", "settings")
              .using(JAVA)
              .using(KAFKA_CLIENTS)
              .using("org.HdrHistogram..", JACKSON, LOGS),
          row(
                  "bench.suite",
                  "it starts the service as a program and measures it from outside, so it knows none"
                      + " of its parts. Reach the service by its topics, its API and its log")
              .touching("bench", "domain", "identity", "wire", "topics")
              .using(JAVA)
              .using(KAFKA_CLIENTS)
              .using(JACKSON),
          row(
                  "settings",
                  "everybody declares settings with it, so it may know nobody. Declare a setting in"
                      + " the package that uses it")
              .using(JAVA)
              .using("org.apache.kafka.common.config..", LOGS),
          row(
                  "observe",
                  "everybody counts and logs with it, so it may know nobody. Hand it numbers and"
                      + " words, not our types")
              .using(JAVA)
              .using(METRICS, LOGS, "ch.qos.logback.."));

  /// The packages that compute and do nothing else.
  static final List<String> PURE_PACKAGES =
      List.of(
          "access",
          "control",
          "domain",
          "explain",
          "query.filter",
          "template",
          "canister",
          "canister.vesting",
          "canister.lock",
          "canister.dao",
          "canister.distribution",
          "canister.launchpad",
          "replay");

  private PackageTable() {}

  /// A package and what it may touch.
  ///
  /// @param name below the root
  /// @param because why it may touch no more, and what to do instead
  /// @param ours packages of ours, each without those below it
  /// @param libraries packages of others, in ArchUnit's notation
  record Row(String name, String because, List<String> ours, List<String> libraries) {

    Row touching(String... more) {
      return new Row(name, because, joined(ours, more), libraries);
    }

    Row using(String... more) {
      return new Row(name, because, ours, joined(libraries, more));
    }

    String packageName() {
      return ROOT + "." + name;
    }

    /// All that it may touch, itself included.
    String[] allowed() {
      return Stream.concat(
              Stream.concat(Stream.of(name), ours.stream()).map(our -> ROOT + "." + our),
              libraries.stream())
          .toArray(String[]::new);
    }

    @Override
    public String toString() {
      return name;
    }

    private static List<String> joined(List<String> some, String... more) {
      return Stream.concat(some.stream(), Arrays.stream(more)).toList();
    }
  }

  private static Row row(String name, String because) {
    return new Row(name, because, List.of(), List.of());
  }

  private static Row kind(String name) {
    return row("canister." + name, IS_AN_EXAMPLE)
        .touching("canister", "canister.config", "canister.vesting", "template", "identity")
        .using(PURE);
  }
}
