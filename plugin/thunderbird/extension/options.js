/* SPDX-License-Identifier: GPL-3.0-or-later */
"use strict";

const say = browser.i18n.getMessage;
const config = document.getElementById("config");
const language = document.getElementById("language");

for (const node of document.querySelectorAll("[data-say]")) {
  node.textContent = say(node.dataset.say);
}

browser.storage.local.get({ config: "", language: "" }).then(kept => {
  config.value = kept.config;
  language.value = kept.language;
});

document.getElementById("form").addEventListener("submit", async event => {
  event.preventDefault();
  await browser.storage.local.set({ config: config.value.trim(), language: language.value });
  document.getElementById("saved").textContent = say("saved");
});
