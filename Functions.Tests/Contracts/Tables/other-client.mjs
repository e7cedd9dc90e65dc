// Reads and writes a table with @azure/data-tables, a client that nobody here wrote.
//   node other-client.mjs read  TABLE              prints every entity: [{partitionKey, rowKey, properties: {name: [type, text]}}]
//   node other-client.mjs write TABLE < entities   writes entities of the same form
// The connection string comes in TABLES_CONNECTION.
import { TableClient } from "@azure/data-tables";
import { text } from "node:stream/consumers";

const [mode, name] = process.argv.slice(2);
const table = TableClient.fromConnectionString(process.env.TABLES_CONNECTION, name, { allowInsecureConnection: true });

function described(value) {
  if (value instanceof Uint8Array) return ["Binary", Buffer.from(value).toString("base64")];
  if (value instanceof Date) return ["DateTime", value.toISOString()];
  switch (typeof value) {
    case "bigint":
      return ["Int64", value.toString()];
    case "boolean":
      return ["Boolean", String(value)];
    case "number":
      return ["Number", String(value)];
    case "object":
      return [value.type, String(value.value)];
    default:
      return ["String", value];
  }
}

function property([type, value]) {
  switch (type) {
    case "Binary":
      return Buffer.from(value, "base64");
    case "Boolean":
      return value === "true";
    case "String":
      return value;
    default:
      return { type, value };
  }
}

const mapped = (properties, map) => Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, map(value)]));

if (mode === "read") {
  const found = [];
  for await (const { partitionKey, rowKey, etag, timestamp, "odata.metadata": metadata, ...properties } of table.listEntities()) {
    found.push({ partitionKey, rowKey, properties: mapped(properties, described) });
  }
  console.log(JSON.stringify(found));
} else {
  for (const { partitionKey, rowKey, properties } of JSON.parse(await text(process.stdin))) {
    await table.createEntity({ partitionKey, rowKey, ...mapped(properties, property) });
  }
}
