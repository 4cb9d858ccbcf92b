package dev.templatedeployer.cli;

/// Answers of the API about deployments.
final class Deployments {

  static final String CANISTER = "rrkah-fqaaa-aaaaa-aaaaq-cai";

  static final String PENDING = "{\"id\":\"web-42\",\"status\":\"PENDING\"}";

  static final String PROCESSING =
      """
      {"id":"web-42","status":"PROCESSING","template":"lock","attempt":1,"attempts":[],
       "createdAt":"2026-03-01T11:59:58Z"}\
      """;

  static final String SECOND_ATTEMPT =
      """
      {"id":"web-42","status":"PROCESSING","template":"lock","attempt":2,
       "attempts":[{"attempt":1,"drive":1,"failure":{"code":"NO_QUOTA","message":"No quota left."}}],
       "createdAt":"2026-03-01T11:59:58Z"}\
      """;

  static final String COMPLETED =
      """
      {"id":"web-42","status":"COMPLETED","version":3,"template":"lock","templateVersion":"1.0.0",
       "owner":"alice","caller":"backend","canisterId":"rrkah-fqaaa-aaaaa-aaaaq-cai","run":1,
       "attempt":2,"drive":1,"labels":{"team":"blue"},"configDigest":"ab12","config":{"amount":"1000"},
       "details":{"shard":"7"},"failure":null,
       "attempts":[
         {"attempt":1,"drive":2,"startedAt":"2026-03-01T11:57:00Z","endedAt":"2026-03-01T11:57:00.250Z",
          "failure":{"code":"NO_QUOTA","message":"No quota left.","retryable":true}},
         {"attempt":2,"drive":1,"startedAt":"2026-03-01T11:57:02Z","endedAt":"2026-03-01T11:57:03.500Z",
          "failure":null}],
       "notBefore":null,"deadline":"2026-03-01T13:00:00Z","nextAttemptAt":null,
       "createdAt":"2026-03-01T11:56:59Z","updatedAt":"2026-03-01T11:57:03.500Z",
       "startedAt":"2026-03-01T11:57:02Z"}\
      """;

  static final String FAILED =
      """
      {"id":"web-43","status":"FAILED","template":"lock","attempt":3,
       "failure":{"code":"NO_QUOTA","message":"No quota left.","retryable":true},
       "createdAt":"2026-03-01T11:00:00Z"}\
      """;

  static final String CANCELLED =
      """
      {"id":"web-44","status":"CANCELLED","template":"dao","attempt":1,"reason":"ordered twice",
       "createdAt":"2026-02-25T11:00:00Z"}\
      """;

  private Deployments() {}
}
