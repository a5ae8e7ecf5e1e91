/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks the program on this machine about each mail that is shown, and does what the popup wishes. */
"use strict";

const HOST = "regrets";
const KEPT = 50; // verdicts, so that the popup needn't ask again

let port = null;
let lastId = 0;
const waiting = new Map(); // id → {resolve, reject}
const verdicts = new Map(); // message id → answer

// ---- the program ----

function forget(why) {
  port = null;
  for (const { reject } of waiting.values()) {
    reject(new Error(why));
  }
  waiting.clear();
}

function connect() {
  port = browser.runtime.connectNative(HOST);
  port.onMessage.addListener(answer => {
    const wait = waiting.get(answer.id);
    waiting.delete(answer.id);
    wait?.resolve(answer);
  });
  port.onDisconnect.addListener(gone => forget(gone.error?.message || browser.i18n.getMessage("noHost")));
}

function ask(request) {
  if (!port) {
    connect();
  }
  const id = ++lastId;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    port.postMessage({ ...request, id });
  });
}

// ---- mail ----

function toBase64(bytes) {
  let text = "";
  for (let i = 0; i < bytes.length; i += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  }
  return btoa(text);
}

function fromBase64(text) {
  return Uint8Array.from(atob(text), character => character.charCodeAt(0));
}

// Thunderbird may put lines of its own before the mail's.
function withoutOwnLines(bytes) {
  const mark = [..."X-Mozilla-"].map(character => character.charCodeAt(0));
  let start = 0;
  while (mark.every((byte, i) => bytes[start + i] === byte)) {
    const end = bytes.indexOf(10, start);
    if (end < 0) {
      break;
    }
    start = end + 1;
  }
  return bytes.subarray(start);
}

async function accountOf(message) {
  return browser.accounts.get(message.folder.accountId, true);
}

async function requestFor(message, more = {}) {
  const raw = await browser.messages.getRaw(message.id, { data_format: "File" });
  const bytes = withoutOwnLines(new Uint8Array(await raw.arrayBuffer()));
  const account = await accountOf(message);
  const { config = "", language = "" } = await browser.storage.local.get(["config", "language"]);
  const address = account.identities[0]?.email || "";
  return { mail: toBase64(bytes), folder: message.folder.path, address, config, language, ...more };
}

async function check(message) {
  if (verdicts.has(message.id)) {
    return verdicts.get(message.id);
  }
  const answer = await ask(await requestFor(message, { command: "check" }));
  verdicts.set(message.id, answer);
  if (verdicts.size > KEPT) {
    verdicts.delete(verdicts.keys().next().value);
  }
  return answer;
}

// ---- the badge ----

async function showBadge(tabId, message) {
  let answer = {};
  try {
    answer = await check(message);
  } catch (error) {
    answer = { fault: error.message };
  }
  const title = answer.verdict || answer.fault || browser.i18n.getMessage("title");
  await browser.messageDisplayAction.setBadgeText({ tabId, text: answer.verdict ? "!" : null });
  await browser.messageDisplayAction.setTitle({ tabId, title });
}

browser.messageDisplay.onMessagesDisplayed.addListener(async (tab, list) => {
  const messages = list.messages || list;
  await browser.messageDisplayAction.setBadgeText({ tabId: tab.id, text: null });
  if (messages.length === 1) {
    await showBadge(tab.id, messages[0]);
  }
});

browser.messageDisplayAction.setBadgeBackgroundColor({ color: "#2f6db5" });

// ---- folders ----

async function specialFolder(accountId, use) {
  const [folder] = await browser.folders.query({ accountId, specialUse: [use] });
  return folder;
}

async function findAll(folder, headerMessageId) {
  if (!folder) {
    return [];
  }
  const list = await browser.messages.query({ folderId: folder.id, headerMessageId });
  return list.messages;
}

async function childFolder(parentId, name) {
  const children = await browser.folders.getSubFolders(parentId, false);
  return children.find(child => child.name === name) || browser.folders.create(parentId, name);
}

async function ensureFolder(account, path) {
  let folder = account.rootFolder;
  for (const name of path.split("/")) {
    folder = await childFolder(folder.id, name);
  }
  return folder;
}

// ---- what the popup wishes ----

function isLocal(account) {
  return ["local", "none", "pop3"].includes(account.type);
}

// A message can be imported into folders on this machine alone, and is moved from there.
async function putDraft(drafts, bytes) {
  const file = new File([bytes], "draft.eml", { type: "message/rfc822" });
  if (isLocal(await browser.accounts.get(drafts.accountId))) {
    return browser.messages.import(file, drafts.id, { read: true });
  }
  const local = (await browser.accounts.list(true)).find(isLocal);
  const folder = await childFolder(local.rootFolder.id, "Regrets");
  const message = await browser.messages.import(file, folder.id, { read: true });
  return browser.messages.move([message.id], drafts.id);
}

const sleep = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

// A draft that was moved to a server is seen there only after a while.
async function waitForDrafts(drafts, headerMessageId) {
  let found = [];
  for (let i = 0; i < 100 && !found.length; i++) {
    await sleep(100);
    found = await findAll(drafts, headerMessageId);
  }
  return found;
}

async function isSame(message, bytes) {
  const raw = await browser.messages.getRaw(message.id, { data_format: "File" });
  const lines = text => text.replaceAll("\r\n", "\n").trimEnd();
  const decode = data => new TextDecoder("latin1").decode(data);
  return lines(decode(withoutOwnLines(new Uint8Array(await raw.arrayBuffer())))) === lines(decode(bytes));
}

// Thunderbird learns what is on the server only when something is put there: then a draft may come to
// light that regrets watch has made meanwhile. Ours gives way to it.
async function dropOurs(found, bytes) {
  for (const message of found) {
    if (await isSame(message, bytes)) {
      await browser.messages.delete([message.id], { deletePermanently: true });
      return found.filter(other => other !== message);
    }
  }
  return found;
}

async function findOrPut(drafts, reply) {
  let found = await findAll(drafts, reply.message_id);
  if (found.length) {
    return found[0];
  }
  const bytes = fromBase64(reply.mail);
  await putDraft(drafts, bytes);
  await waitForDrafts(drafts, reply.message_id);
  await sleep(500); // the last of what is learned with it
  found = await findAll(drafts, reply.message_id);
  return (found.length > 1 ? await dropOurs(found, bytes) : found)[0];
}

async function draft(message, template) {
  const { draft: reply } = template
    ? await ask(await requestFor(message, { command: "check", template }))
    : await check(message);
  const { accountId } = message.folder;
  const drafts = await specialFolder(accountId, "drafts");
  if (!drafts) {
    return browser.i18n.getMessage("noDrafts");
  }
  if ((await findAll(await specialFolder(accountId, "sent"), reply.message_id)).length) {
    return browser.i18n.getMessage("sentAlready");
  }
  const found = await findOrPut(drafts, reply);
  if (found) {
    await browser.messageDisplay.open({ messageId: found.id, location: "tab" });
  }
  return null;
}

async function file(message, name) {
  const answer = await check(message);
  const folder = await ensureFolder(await accountOf(message), `${answer.pages}/${name}`);
  await browser.messages.move([message.id], folder.id, { isUserAction: true });
  verdicts.delete(message.id);
  return null;
}

async function obey(wish) {
  const message = await browser.messages.get(wish.messageId);
  switch (wish.what) {
    case "check":
      return check(message);
    case "choices":
      return ask(await requestFor(message, { command: "choices" }));
    case "draft":
      return { said: await draft(message, wish.template) };
    case "mistake":
      return { said: await file(message, (await check(message)).mistakes) };
    case "missed":
      return { said: await file(message, (await check(message)).missed) };
    default:
      return { fault: `no such wish: ${wish.what}` };
  }
}

browser.runtime.onMessage.addListener(wish => obey(wish).catch(error => ({ fault: error.message })));

// Another profile may decide otherwise.
browser.storage.onChanged.addListener(() => {
  verdicts.clear();
  port?.disconnect();
  forget("the options have changed");
});
