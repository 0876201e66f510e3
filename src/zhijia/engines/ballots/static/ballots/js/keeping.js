// What this device keeps of a poll, so that a page that is closed, or a network that drops, loses nothing: one record a poll, by the
// hash of its frozen text. No choice is kept in the clear, only the sealed ballot.
const NAME = "zhijia-ballots";
const STORE = "polls";

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function ask(mode, act) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode, { durability: "strict" });
      const request = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

export const read = (poll) => ask("readonly", (store) => store.get(poll)).then((kept) => kept ?? { questions: {} });
// Resolves once it is on the disk of the device: only then is anything sent.
export const keep = (poll, record) => ask("readwrite", (store) => store.put(record, poll));
