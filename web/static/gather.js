// Files from what was dropped or chosen, folders opened, each with its path as a person knows it.

const SYSTEM = /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|__MACOSX\/.*|\._[^/]*)$/i;

/** {name, file} of everything in a drop, folders to any depth. */
export async function fromDrop(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return fromInput(transfer.files);
  const found = [];
  for (const entry of entries) await walk(entry, "", found);
  return found.filter(({ name }) => !SYSTEM.test(name));
}

/** {name, file} of an input; a chosen folder's files with their path. */
export function fromInput(files) {
  const found = [...files].map((file) => ({ name: file.webkitRelativePath || file.name, file }));
  return found.filter(({ name }) => !SYSTEM.test(name));
}

async function walk(entry, folder, found) {
  const name = folder + entry.name;
  if (entry.isFile) {
    found.push({ name, file: await new Promise((done, fail) => entry.file(done, fail)) });
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    // a reader gives a hundred entries at a time
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!some.length) return;
    for (const each of some) await walk(each, `${name}/`, found);
  }
}
