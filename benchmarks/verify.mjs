// The peer of benchmarks/verify.py: @digitalbazaar/vc with static contexts. A JSON request a line in, an answer out.
import {createInterface} from 'node:readline';
import * as vc from '@digitalbazaar/vc';
import * as multikey from '@digitalbazaar/ed25519-multikey';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';

const documents = new Map();
let texts, now, unsigned, signing;

async function documentLoader(url) {
  if(!documents.has(url)) {
    throw new Error(`${url} is not at hand`);
  }
  return {contextUrl: null, documentUrl: url, document: documents.get(url), tag: 'static'};
}

const answers = {
  async begin({contexts, records, document, at, seed}) {
    for(const [url, context] of Object.entries(contexts)) {
      documents.set(url, context);
    }
    const key = await multikey.generate({seed: Uint8Array.from(Buffer.from(seed, 'hex'))});
    const {publicKeyMultibase} = await key.export({publicKey: true});
    const did = `did:key:${publicKeyMultibase}`;
    const id = `${did}#${publicKeyMultibase}`;
    const method = {
      '@context': 'https://w3id.org/security/multikey/v1', id, type: 'Multikey', controller: did, publicKeyMultibase
    };
    documents.set(id, method);
    documents.set(did, {
      '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
      id: did, verificationMethod: [method], assertionMethod: [id]
    });
    key.controller = did;
    key.id = id;
    [texts, unsigned, now, signing] = [records, document, at, key];
  },
  async verify() {
    for(const text of texts) {
      const suite = new DataIntegrityProof({cryptosuite});
      const result = await vc.verifyCredential({credential: JSON.parse(text), suite, documentLoader, now});
      if(!result.verified) {
        throw result.error;
      }
    }
  },
  async issue({number}) {
    for(let done = 0; done < number; done++) {
      const suite = new DataIntegrityProof({signer: signing.signer(), cryptosuite});
      await vc.issue({credential: structuredClone(unsigned), suite, documentLoader});
    }
  }
};

for await (const line of createInterface({input: process.stdin})) {
  const {ask, ...request} = JSON.parse(line);
  await answers[ask](request);
  process.stdout.write('{}\n');
}
