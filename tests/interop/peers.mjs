// Two verifiers of the npm registry behind one pipe: a JSON request a line in, a JSON answer a line out.
// Nothing leaves the machine: what a peer would fetch is answered from the `documents` of the first line.
import {createInterface} from 'node:readline';
import * as theirs from '@digitalbazaar/vc';
import * as multikey from '@digitalbazaar/ed25519-multikey';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as consortium from '@digitalcredentials/vc';
import {DataIntegrityProof as ConsortiumProof} from '@digitalcredentials/data-integrity';
import {cryptosuite as consortiumSuite} from '@digitalcredentials/eddsa-rdfc-2022-cryptosuite';

console.log = console.error; // standard output belongs to the answers
let documents = {};
globalThis.fetch = async request => {
  const url = String(request.url ?? request);
  const found = documents[url];
  return found === undefined ?
    new Response('not found', {status: 404}) :
    new Response(JSON.stringify(found), {status: 200, headers: {'content-type': 'application/json'}});
};
const {verifyCredential} = await import('@digitalcredentials/verifier-core'); // after `fetch`: it keeps the one it finds

async function documentLoader(url) {
  const document = url.startsWith('did:key:') ? ofKey(url) : documents[url];
  if(!document) {
    throw new Error(`${url} is not at hand`);
  }
  return {contextUrl: null, documentUrl: url, document, tag: 'static'};
}

function ofKey(url) {
  const [did, fragment] = url.split('#');
  const publicKeyMultibase = did.slice('did:key:'.length);
  const id = `${did}#${publicKeyMultibase}`;
  const key = {
    '@context': 'https://w3id.org/security/multikey/v1', id, type: 'Multikey', controller: did, publicKeyMultibase
  };
  return fragment ? key : {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: did, verificationMethod: [key], assertionMethod: [id], authentication: [id]
  };
}

async function keyOf(seed) {
  const key = await multikey.generate({seed: Uint8Array.from(Buffer.from(seed, 'hex'))});
  const {publicKeyMultibase} = await key.export({publicKey: true});
  key.controller = `did:key:${publicKeyMultibase}`;
  key.id = `${key.controller}#${publicKeyMultibase}`;
  return key;
}

const notLookedAt = async () => ({verified: true}); // status lists: `verifierCore` has a reader of them, this one none

const told = error => [error?.name, error?.message, ...(error?.errors ?? []).map(told)].flat().join(': ');

const answers = {
  async documents({given}) {
    documents = given;
    return {};
  },
  async digitalbazaar({credential, now}) {
    const suite = new DataIntegrityProof({cryptosuite});
    const result = await theirs.verifyCredential({credential, suite, documentLoader, now, checkStatus: notLookedAt});
    return {verified: result.verified, error: result.error ? told(result.error) : null};
  },
  async verifierCore({credential}) {
    const {log, errors} = await verifyCredential({credential, knownDIDRegistries: []});
    const steps = (log ?? []).map(({id, valid, error}) => [id, valid ?? error]);
    return {log: Object.fromEntries(steps), errors: (errors ?? []).map(error => error.name)};
  },
  async issue({by, document, seed}) {
    const signer = (await keyOf(seed)).signer();
    const [{issue}, suite] = by === 'digitalbazaar' ?
      [theirs, new DataIntegrityProof({signer, cryptosuite})] :
      [consortium, new ConsortiumProof({signer, cryptosuite: consortiumSuite})];
    return {credential: await issue({credential: document, suite, documentLoader})};
  },
  async present({credentials, seed, challenge, domain}) {
    const key = await keyOf(seed);
    const suite = new DataIntegrityProof({signer: key.signer(), cryptosuite});
    const presentation = theirs.createPresentation({verifiableCredential: credentials, holder: key.controller});
    return {
      presentation: await theirs.signPresentation({presentation, suite, challenge, domain, documentLoader})
    };
  },
  async presentation({presentation, challenge, domain, now}) {
    const suite = new DataIntegrityProof({cryptosuite});
    const result = await theirs.verify({presentation, suite, challenge, domain, documentLoader, now});
    return {verified: result.verified, error: result.error ? told(result.error) : null};
  }
};

for await (const line of createInterface({input: process.stdin})) {
  const {ask, ...request} = JSON.parse(line);
  let answer;
  try {
    answer = await answers[ask](request);
  } catch(error) {
    answer = {fault: told(error)};
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
