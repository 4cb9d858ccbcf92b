package dev.templatedeployer.stream;

import dev.templatedeployer.wire.BuiltInSchemaIds;
import dev.templatedeployer.wire.Envelope;
import dev.templatedeployer.wire.SchemaIds;
import dev.templatedeployer.wire.Undecodable;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/// The schemas of the service, and beside them those that nobody in his right mind would write.
final class ForeignSchemas implements SchemaIds {

  static final int FIRST = 1_000;

  private final SchemaIds ours = new BuiltInSchemaIds();
  private final List<Schema> theirs = new ArrayList<>();

  ForeignSchemas() {
    theirs.add(new Schema.Parser().parse("\"null\""));
    theirs.add(new Schema.Parser().parse("\"bytes\""));
    for (String name : List.of("DeploymentCommand", "AttemptReport", "CanisterCommand")) {
      theirs.add(record(name, "[\"null\",\"%s\"]".formatted(name)));
      theirs.add(
          record(name, "{\"type\":\"array\",\"items\":{\"type\":\"array\",\"items\":\"null\"}}"));
      theirs.add(record(name, "{\"type\":\"map\",\"values\":[\"null\",\"long\",\"string\"]}"));
      Schema deep = Schema.create(Schema.Type.INT);
      for (int i = 0; i < 5_000; i++) {
        deep = Schema.createArray(deep);
      }
      var record = Schema.createRecord(name, null, "dev.templatedeployer.wire.avro.v1", false);
      record.setFields(List.of(new Schema.Field("x", deep)));
      theirs.add(record);
    }
  }

  int count() {
    return theirs.size();
  }

  @Override
  public int idOf(Envelope envelope) {
    return ours.idOf(envelope);
  }

  @Override
  public Schema schemaOf(int id) throws Undecodable {
    return id >= FIRST && id < FIRST + theirs.size() ? theirs.get(id - FIRST) : ours.schemaOf(id);
  }

  private static Schema record(String name, String type) {
    return new Schema.Parser()
        .parse(
            "{\"type\":\"record\",\"name\":\"%s\",\"fields\":[{\"name\":\"x\",\"type\":%s}]}"
                .formatted(name, type));
  }
}
