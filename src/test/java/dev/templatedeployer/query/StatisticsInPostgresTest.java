package dev.templatedeployer.query;

/// The same answers from the other database.
class StatisticsInPostgresTest extends StatisticsTest {

  @Override
  Database database() {
    return Postgres.schema();
  }
}
