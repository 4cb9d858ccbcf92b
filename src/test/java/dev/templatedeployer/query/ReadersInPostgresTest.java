package dev.templatedeployer.query;

/// The same limits in the other database.
class ReadersInPostgresTest extends ReadersTest {

  @Override
  Database database() {
    return Postgres.schema();
  }
}
