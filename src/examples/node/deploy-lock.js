// Deploys a token lock over Kafka, and prints what it hears of it: the reply, then the outcome.
//
//   node deploy-lock.js [ID] [CONFIG]
//
// ID is the deployment; sent again with the same config it changes nothing and ends the same. CONFIG is a
// file. BOOTSTRAP_SERVERS and SCHEMA_REGISTRY say where the service is; without them it is
// './deployer dev'. Exits with 0 if the lock is there, 1 if the service could not be asked, 4 if the
// command was refused, 5 if the deployment failed or was cancelled, and 6 if time ran out.
import {randomUUID} from 'node:crypto';
import {EventEmitter, once} from 'node:events';
import {readFile} from 'node:fs/promises';
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

const id = process.argv[2] ?? randomUUID();
const config = await readFile(process.argv[3] ?? new URL('../lock.json', import.meta.url));
const commandId = randomUUID();

const registry = new SchemaRegistryClient({
  baseURLs: [process.env.SCHEMA_REGISTRY ?? 'http://127.0.0.1:8080/registry'],
});
const serializer = new AvroSerializer(registry, SerdeType.VALUE, {
  autoRegisterSchemas: false,
  useLatestVersion: true,
});
const deserializer = new AvroDeserializer(registry, SerdeType.VALUE, {});

const kafka = new KafkaJS.Kafka({
  kafkaJS: {
    brokers: (process.env.BOOTSTRAP_SERVERS ?? '127.0.0.1:9092').split(','),
    logLevel: KafkaJS.logLevel.ERROR,
  },
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

async function listen() {
  await consumer.connect();
  await consumer.subscribe({topics: [REPLIES, OUTCOMES]});
  await consumer.run({
    eachMessage: async ({topic, message}) => {
      if (message.key?.toString() !== id) {
        return;
      }
      try {
        const value = await deserializer.deserialize(topic, message.value);
        if (topic === OUTCOMES || value.commandId === commandId) {
          heard.emit(topic, value);
        }
      } catch (error) {
        heard.emit('error', error);
      }
    },
  });
}

async function submit() {
  const request = {
    template: 'lock',
    config,
    owner: 'pz7mb-3demv-3gk3d-pobww-k3tua-e',
    labels: {from: 'node'},
  };
  const command = {deploymentId: id, commandId, payload: {[`${SCHEMAS}.Deploy`]: {request}}};
  const value = await serializer.serialize(COMMANDS, command);
  await producer.connect();
  await producer.send({topic: COMMANDS, messages: [{key: id, value}]});
}

async function deploy() {
  const signal = AbortSignal.timeout(PATIENCE_MILLIS);
  const replied = once(heard, REPLIES, {signal});
  const ended = once(heard, OUTCOMES, {signal});
  ended.catch(() => {}); // awaited below, if at all
  await listen();
  await submit();

  const [reply] = await replied;
  console.log(JSON.stringify({reply}));
  if (`${SCHEMAS}.DeploymentRefused` in reply.payload) {
    return 4;
  }
  const [outcome] = await ended;
  console.log(JSON.stringify({outcome}));
  return outcome.status === 'COMPLETED' ? 0 : 5;
}

let exitCode = 1;
try {
  exitCode = await deploy();
} catch (error) {
  const isLate = error.name === 'AbortError';
  console.error(isLate ? `Nothing more was heard within ${PATIENCE_MILLIS} ms.` : error.message);
  exitCode = isLate ? 6 : 1;
} finally {
  await Promise.allSettled([producer.disconnect(), consumer.disconnect()]);
}
process.exit(exitCode);
