/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was found in the shown mail, and what can be done about it. All of it is put in as text. */
"use strict";

const say = browser.i18n.getMessage;
const element = id => document.getElementById(id);
let messageId = null;

function make(tag, text, more = {}) {
  const node = Object.assign(document.createElement(tag), more);
  node.textContent = text;
  return node;
}

function tell(text) {
  element("fault").textContent = text || "";
  element("fault").hidden = !text;
}

async function wish(what, more = {}) {
  const answer = await browser.runtime.sendMessage({ what, messageId, ...more });
  tell(answer.fault || answer.said);
  return answer;
}

async function act(what, more) {
  const answer = await wish(what, more);
  if (!answer.fault && !answer.said) {
    window.close();
  }
}

// ---- what was found ----

function lineOf(line) {
  const row = document.createElement("tr");
  const cell = document.createElement("td");
  const value = make("span", line.value);
  if (line.colour) {
    value.className = "answer";
    value.style.setProperty("--light", line.colour);
    value.style.setProperty("--dark", line.colour_on_dark);
  }
  cell.append(value);
  if (line.words) {
    cell.append(make("span", line.words, { className: "words" }));
  }
  if (line.name) {
    row.append(make("th", line.name, { scope: "row" }));
  } else {
    cell.colSpan = 2;
  }
  row.append(cell);
  return row;
}

function sectionOf(section) {
  const part = document.createElement("section");
  if (section.heading) {
    part.append(make("h2", section.heading));
  }
  const table = document.createElement("table");
  table.append(...section.lines.map(lineOf));
  part.append(table);
  return part;
}

// ---- what can be done ----

function button(label, onclick) {
  element("buttons").append(make("button", label, { onclick }));
}

async function showChoices() {
  const { choices } = await wish("choices");
  const list = element("texts");
  const preview = element("preview");
  list.replaceChildren();
  for (const choice of choices || []) {
    const option = make("option", `${choice.title}: ${choice.label}`, { value: choice.name });
    list.append(option);
  }
  list.onchange = () => {
    preview.textContent = choices.find(choice => choice.name === list.value)?.text || "";
  };
  list.selectedIndex = 0;
  list.onchange();
  element("choices").hidden = false;
  list.focus();
}

function showButtons(answer) {
  element("buttons").replaceChildren();
  if (answer.phone) {
    button(say("callFirst", answer.phone), () => navigator.clipboard.writeText(answer.phone));
  }
  if (answer.draft) {
    button(say(answer.outcome === "decline" ? "draftDecline" : "draftReply"), () => act("draft"));
    button(say("another"), showChoices);
  }
  if (answer.verdict) {
    button(say("mistake"), () => act("mistake"));
  } else {
    button(say("missed"), () => act("missed"));
  }
}

async function shownMessage() {
  const given = new URLSearchParams(location.search).get("messageId");
  if (given) {
    return Number(given);
  }
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  const list = await browser.messageDisplay.getDisplayedMessages(tab.id);
  return (list.messages || list)[0]?.id;
}

async function show() {
  document.documentElement.lang = browser.i18n.getUILanguage();
  element("buttons").setAttribute("aria-label", say("whatYouCanDo"));
  element("texts").setAttribute("aria-label", say("replies"));
  element("preview").setAttribute("aria-label", say("preview"));
  element("write").textContent = say("write");
  element("write").onclick = () => act("draft", { template: element("texts").value });
  messageId = await shownMessage();
  const answer = await wish("check");
  element("verdict").textContent = answer.verdict || say(answer.is_mistake ? "youSaidNone" : "noInvitation");
  if (!("pages" in answer)) {
    return;
  }
  showButtons(answer);
  element("sections").replaceChildren(...(answer.sections || []).map(sectionOf));
}

show().catch(error => tell(error.message));
