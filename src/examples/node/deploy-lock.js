// Deploys a token lock over Kafka, and prints what it hears of it: the reply, then the outcome.
//
//   node deploy-lock.js [ID] [CONFIG]
//
// ID is the deployment; sent again with the same config it changes nothing and ends the same. CONFIG is a
// file. BOOTSTRAP_SERVERS and SCHEMA_REGISTRY say where the service is; without them it is
// './deployer dev'. Records go to the standard output, a JSON object a line, and sentences to the error
// output. Exits with 0 if the lock is there, 1 if the service could not be asked, 4 if the command was
// refused, 5 if the deployment failed or was cancelled, and 6 if time ran out.
import {randomUUID} from 'node:crypto';
import {EventEmitter, once} from 'node:events';
import {readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import {KafkaJS} from '@confluentinc/kafka-javascript';
import {
  AvroDeserializer,
  AvroSerializer,
  SchemaRegistryClient,
  SerdeType,
} from '@confluentinc/schemaregistry';

const COMMANDS = 'deployments.commands';
const REPLIES = 'deployments.replies';
const OUTCOMES = 'deployments.outcomes';
const SCHEMAS = 'dev.templatedeployer.wire.avro.v1';
const PATIENCE_MILLIS = 60_000;

const BROKERS = process.env.BOOTSTRAP_SERVERS ?? '127.0.0.1:9092';
const REGISTRY = process.env.SCHEMA_REGISTRY ?? 'http://127.0.0.1:8080/registry';
const id = process.argv[2] ?? randomUUID();
const file = process.argv[3] ?? fileURLToPath(new URL('../lock.json', import.meta.url));
const commandId = randomUUID();

const registry = new SchemaRegistryClient({baseURLs: [REGISTRY]});
const serializer = new AvroSerializer(registry, SerdeType.VALUE, {
  autoRegisterSchemas: false,
  useLatestVersion: true,
});
const deserializer = new AvroDeserializer(registry, SerdeType.VALUE, {});

// Its own log is off: without a broker it holds thousands of lines. What fails is thrown as well.
const kafka = new KafkaJS.Kafka({
  kafkaJS: {brokers: BROKERS.split(','), logLevel: KafkaJS.logLevel.NOTHING},
});
// Reads from the beginning and remembers nothing, so it cannot miss what comes before it has
// joined. A backend that runs for long has a group of its own that goes on where it left off.
const consumer = kafka.consumer({
  kafkaJS: {
    groupId: `deploy-lock-${commandId}`,
    fromBeginning: true,
    autoCommit: false,
    readUncommitted: false,
  },
});
const producer = kafka.producer({kafkaJS: {acks: -1, idempotent: true}});

// Emits what belongs to this deployment, under the name of its topic.
const heard = new EventEmitter();

// What `work` gives; if it throws, says before its message what could not be done.
async function attempt(trouble, work) {
  try {
    return await work();
  } catch (error) {
    throw new Error(`${trouble}: ${error.message}`, {cause: error});
  }
}

async function command() {
  const config = await attempt('The config could not be read', () => readFile(file));
  const request = {
    template: 'lock',
    config,
    owner: 'pz7mb-3demv-3gk3d-pobww-k3tua-e',
    labels: {from: 'node'},
  };
  const value = {deploymentId: id, commandId, payload: {[`${SCHEMAS}.Deploy`]: {request}}};
  return attempt(
    `The command could not be encoded with the schema from ${REGISTRY}. SCHEMA_REGISTRY says where it is`,
    () => serializer.serialize(COMMANDS, value),
  );
}

async function connect() {
  const trouble = `No broker was reached at ${BROKERS}. BOOTSTRAP_SERVERS says where it is`;
  await attempt(trouble, () => consumer.connect());
  await attempt(trouble, () => producer.connect());
}

async function listen() {
  await consumer.subscribe({topics: [REPLIES, OUTCOMES]});
  await consumer.run({
    eachMessage: async ({topic, message}) => {
      if (message.key?.toString() !== id) {
        return;
      }
      try {
        const value = await attempt(`A record of '${topic}' could not be decoded`, () =>
          deserializer.deserialize(topic, message.value),
        );
        if (topic === OUTCOMES || value.commandId === commandId) {
          heard.emit(topic, value);
        }
      } catch (error) {
        heard.emit('error', error);
      }
    },
  });
}

async function deploy() {
  console.error(`Deploying '${id}' over ${BROKERS} ...`);
  const value = await command();
  await connect();

  const signal = AbortSignal.timeout(PATIENCE_MILLIS);
  const replied = once(heard, REPLIES, {signal});
  const ended = once(heard, OUTCOMES, {signal});
  for (const awaitedBelow of [replied, ended]) {
    awaitedBelow.catch(() => {}); // if at all
  }
  await listen();
  await attempt(`The command could not be written to '${COMMANDS}'`, () =>
    producer.send({topic: COMMANDS, messages: [{key: id, value}]}),
  );

  const [reply] = await replied;
  console.log(JSON.stringify({reply}));
  const refusal = reply.payload[`${SCHEMAS}.DeploymentRefused`];
  if (refusal) {
    console.error(`'${id}' was refused (${refusal.kind}): ${refusal.sentence}`);
    for (const {field, message} of refusal.violations) {
      console.error(`  ${field}: ${message}`);
    }
    return 4;
  }

  const [outcome] = await ended;
  console.log(JSON.stringify({outcome}));
  if (outcome.status !== 'COMPLETED') {
    console.error(`'${id}' is ${outcome.status}: ${outcome.failure?.message ?? outcome.reason}`);
    return 5;
  }
  return 0;
}

function tell(error) {
  if (error.name !== 'AbortError') {
    console.error(error.message);
    return 1;
  }
  console.error(
    `Nothing more was heard of '${id}' within ${PATIENCE_MILLIS} ms. The service may be down, still busy ` +
      "with it, or unable to read the command: then 'deployments.dead-letters' says why.",
  );
  return 6;
}

const exitCode = await deploy().catch(tell);
await Promise.allSettled([producer.disconnect(), consumer.disconnect()]);
process.exit(exitCode);
