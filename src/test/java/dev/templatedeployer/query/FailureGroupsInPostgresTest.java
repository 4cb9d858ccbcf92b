package dev.templatedeployer.query;

/// The same answers from the other database.
class FailureGroupsInPostgresTest extends FailureGroupsTest {

  @Override
  Database database() {
    return Postgres.schema();
  }
}
