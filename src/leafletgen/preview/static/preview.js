// The preview's page: draws what /events tells. Text is only ever set as text, never as markup.

const byId = (id) => document.getElementById(id);
const state = { project: null, view: null, selected: "", stream: null };

/** Make an element with a class, text and attributes. */
function make(tag, className = "", text = "", attributes = {}) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

// ── choosing ────────────────────────────────────────────────────────────────────────────────────

function fillChoices() {
  const { leaflets, languages } = state.project;
  const wanted = new URLSearchParams(location.search);
  const codes = languages.map((language) => language.code);
  byId("leaflet").replaceChildren(...leaflets.map((id) => make("option", "", id, { value: id })));
  byId("language").replaceChildren(
    ...languages.map(({ code, autonym }) => make("option", "", `${code} ${autonym}`, { value: code })),
  );
  byId("leaflet").value = leaflets.includes(wanted.get("leaflet")) ? wanted.get("leaflet") : state.project.leaflet;
  byId("language").value = codes.includes(wanted.get("language")) ? wanted.get("language") : state.project.language;
}

function connect() {
  const query = new URLSearchParams({ leaflet: byId("leaflet").value, language: byId("language").value });
  history.replaceState(null, "", `/?${query}`);
  state.stream?.close();
  state.view = null;
  state.selected = "";
  byId("pages").replaceChildren();
  byId("entry").hidden = true;
  say("Reading…");
  state.stream = new EventSource(`/events?${query}`);
  state.stream.onmessage = (event) => show(JSON.parse(event.data));
  state.stream.onerror = () => say("The preview has ended, or cannot be reached.", "error");
}

function say(text, className = "") {
  byId("status").textContent = text;
  byId("status").className = className;
}

// ── showing a view ──────────────────────────────────────────────────────────────────────────────

function show(view) {
  state.view = view;
  const chosen = view.sides[0];
  document.title = `${view.leaflet} ${chosen.language}: preview`;
  showPages(view);
  showFindings(view);
  showStrings(view);
  showSelection();
  showStatus(view);
}

function showStatus(view) {
  const chosen = view.sides[0];
  const errors = view.notices.filter((notice) => notice.finding.severity === "error").length;
  const size = chosen.scale ? `Type ${chosen.size_pt.toFixed(1)} pt (${Math.round(chosen.scale * 100)} %). ` : "";
  if (view.busy) say(`${size}Drawing…`);
  else if (view.sides.some((side) => side.stale)) say("The last good pages are shown: see the first finding.", "error");
  else if (errors) say(`${size}Errors: ${errors}.`, "error");
  else say(`${size}Up to date.`);
}

function showPages(view) {
  const pages = byId("pages");
  const count = Math.max(...view.sides.map((side) => side.pages.length));
  while (pages.children.length > count) pages.lastElementChild.remove();
  while (pages.children.length < count) {
    const spread = make("div", "spread", "", { dir: view.sides[0].direction });
    spread.style.setProperty("--sides", view.sides.length);
    spread.append(...view.sides.map((side) => make("article", "page", "", { lang: side.language, dir: "ltr" })));
    pages.append(spread);
  }
  const worst = worstByEntry(view);
  view.sides.forEach((side, column) => {
    for (let row = 0; row < count; row += 1) {
      const article = pages.children[row].children[column];
      article.classList.toggle("stale", side.stale);
      if (side.pages[row]) showPage(article, side, side.pages[row], column === 0, worst);
    }
  });
}

function worstByEntry(view) {
  const worst = new Map();
  for (const { finding, entry } of [...view.notices].reverse()) if (entry) worst.set(entry, finding.severity);
  return worst;
}

function showPage(article, side, page, isChosen, worst) {
  if (article.picture !== page.picture) {
    const isFirst = !article.picture;
    article.picture = page.picture;
    drawSheet(article, side, page);
    if (!isFirst) flash(article);
  }
  article.firstElementChild.replaceChildren(
    make("b", "", `${page.number}. ${page.panel} (${side.language})`),
    make("span", page.room_mm < 0 ? "over" : "", roomText(page)),
  );
  showBoxes(article, side, page, isChosen, worst);
}

function drawSheet(article, side, page) {
  const image = make("img", "", "", { alt: `Panel ${page.number}, ${page.panel}, in ${side.autonym}`, width: 10 * page.width_mm });
  image.height = 10 * page.height_mm;
  image.src = `/pictures/${page.picture}.png`;
  if (!article.firstElementChild) article.append(make("p"), make("div", "sheet"));
  const sheet = article.lastElementChild;
  image.decode().catch(() => undefined).then(() => {
    if (article.picture !== page.picture) return;
    sheet.querySelector("img")?.remove();
    sheet.prepend(image);
  });
  sheet.querySelector(".edge")?.remove();
  if (page.room_mm < 0) {
    const edge = make("div", "edge");
    edge.style.top = `${(100 * page.limit_mm) / page.height_mm}%`;
    sheet.append(edge);
  }
}

function flash(article) {
  article.classList.remove("fresh");
  requestAnimationFrame(() => article.classList.add("fresh"));
}

function roomText(page) {
  if (page.room_mm < 0) return `too long by ${-page.room_lines} lines`;
  return `room left: ${page.room_mm.toFixed(1)} mm, ${page.room_lines} lines`;
}

function showBoxes(article, side, page, isChosen, worst) {
  const sheet = article.lastElementChild;
  const labels = page.boxes.map((box) => labelOf(entryOf(box.entries[0]), isChosen));
  const wanted = JSON.stringify([page.boxes, labels, page.boxes.map((box) => worst.get(box.entries[0]))]);
  if (article.boxes === wanted) return;
  article.boxes = wanted;
  const focused = sheet.contains(document.activeElement) ? document.activeElement.dataset.entry : "";
  sheet.querySelectorAll(".box").forEach((box) => box.remove());
  page.boxes.forEach((box, index) => {
    const entry = entryOf(box.entries[0]);
    const button = make("button", `box ${worst.get(box.entries[0]) ?? ""}`, "", { type: "button", tabindex: "-1" });
    button.dataset.entry = box.entries[0];
    button.dataset.entries = box.entries.join(" ");
    button.setAttribute("aria-label", labels[index]);
    button.lang = isChosen && entry?.msgstr ? side.language : state.view.sides.at(-1).language;
    for (const edge of ["left", "top", "width", "height"]) button.style[edge] = `${100 * box[edge]}%`;
    sheet.append(button);
  });
  if (focused) sheet.querySelector(`[data-entry="${focused}"]`)?.focus({ preventScroll: true });
}

function labelOf(entry, isChosen) {
  if (!entry) return "text";
  return (isChosen && entry.msgstr) || entry.msgid;
}

// ── lists ───────────────────────────────────────────────────────────────────────────────────────

function replaceList(list, items, key) {
  if (list.shown === key) return;
  list.shown = key;
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.key : "";
  list.replaceChildren(...items());
  if (focused) list.querySelector(`[data-key="${focused}"]`)?.focus({ preventScroll: true });
}

function showFindings(view) {
  const section = byId("findings");
  section.querySelector(".count").textContent = `(${view.notices.length})`;
  const first = JSON.stringify(view.notices[0] ?? null);
  if (section.first !== first) section.scrollTop = 0; // the worst is what to see
  section.first = first;
  replaceList(section.querySelector("ul"), () => view.notices.map(findingItem), JSON.stringify(view.notices));
}

function findingItem({ finding, entry }, index) {
  const item = make("li", finding.severity);
  const line = entry ? make("button", "", "", { type: "button" }) : make("div");
  line.dataset.key = String(index);
  if (entry) line.dataset.entry = entry;
  const place = finding.path + (finding.line ? `:${finding.line}` : "");
  const about = finding.msgid.length > 60 ? `${finding.msgid.slice(0, 60)}…` : finding.msgid;
  line.append(make("span", "severity", finding.severity), " ");
  if (about) line.append(make("q", "", about, { lang: state.view.sides.at(-1).language }), ": ");
  line.append(`${finding.message} ${finding.hint}`);
  line.append(make("span", "place", [place, finding.id].filter(Boolean).join(" · ")));
  item.append(line);
  return item;
}

function showStrings(view) {
  const section = byId("strings");
  const needle = byId("filter").value.trim().toLocaleLowerCase();
  const has = (entry) => `${entry.msgid}\n${entry.msgstr}\n${entry.place}`.toLocaleLowerCase().includes(needle);
  const entries = view.entries.filter(has);
  section.querySelector(".count").textContent =
    entries.length === view.entries.length ? `(${entries.length})` : `(${entries.length} of ${view.entries.length})`;
  replaceList(section.querySelector("ol"), () => stringItems(view, entries), JSON.stringify(entries));
}

function stringItems(view, entries) {
  const items = [];
  let group = null;
  for (const entry of entries) {
    const name = entry.panel ? `Panel ${entry.panel}` : "Small print";
    if (name !== group) items.push(make("li", "group", name));
    group = name;
    items.push(stringItem(view, entry));
  }
  return items;
}

function stringItem(view, entry) {
  const [chosen, source] = [view.sides[0], view.sides.at(-1)];
  const item = make("li");
  const button = make("button", "", "", { type: "button", tabindex: "-1" });
  button.dataset.key = button.dataset.entry = entry.id;
  if (!["translated", "source"].includes(entry.state)) button.append(make("span", "state", entry.state));
  if (entry.msgstr) button.append(make("span", "target", entry.msgstr, { lang: chosen.language, dir: chosen.direction }));
  button.append(make("span", "source", entry.msgid, { lang: source.language, dir: source.direction }));
  item.append(button);
  return item;
}

// ── one string ──────────────────────────────────────────────────────────────────────────────────

const entryOf = (id) => state.view?.entries.find((entry) => entry.id === id);

function select(id, from = null) {
  state.selected = id;
  showSelection();
  if (!id) return;
  const box = byId("pages").querySelector(`.spread > :first-child [data-entries~="${id}"]`);
  if (box && !box.contains(from)) box.scrollIntoView({ block: "nearest" });
  const line = byId("strings").querySelector(`[data-entry="${id}"]`);
  const scrolls = matchMedia("(min-width: 60.01rem)").matches; // the list scrolls by itself there
  if (line && line !== from && scrolls) line.scrollIntoView({ block: "nearest" });
}

function showSelection() {
  const entry = entryOf(state.selected);
  for (const button of document.querySelectorAll("[data-entry]")) {
    const names = (button.dataset.entries ?? button.dataset.entry).split(" ");
    button.classList.toggle("selected", Boolean(entry) && names.includes(entry.id));
  }
  rove(byId("pages"), ".spread > :first-child .box");
  rove(byId("strings"), "ol button");
  document.body.classList.toggle("reading", Boolean(entry));
  byId("entry").hidden = !entry;
  const key = entry ? factsKey(entry) : "";
  if (byId("facts").shown !== key) byId("facts").replaceChildren(...(entry ? [factsOf(entry)] : []));
  byId("facts").shown = key;
}

const factsKey = (entry) => JSON.stringify([entry, roomOf(entry), noticesOf(entry)]);
const noticesOf = (entry) => state.view.notices.filter((notice) => notice.entry === entry.id);

function roomOf(entry) {
  const page = state.view.sides[0].pages.find((candidate) => candidate.panel === entry.panel);
  return page ? `${roomText(page)} on panel ${page.panel}` : "";
}

function factsOf(entry) {
  const [chosen, source] = [state.view.sides[0], state.view.sides.at(-1)];
  const list = make("dl");
  const fact = (name, text, attributes = {}) => {
    if (text) list.append(make("dt", "", name), make("dd", attributes.lang ? "text" : "", text, attributes));
  };
  const inLanguage = (side) => ({ lang: side.language, dir: side.direction });
  for (const { finding } of noticesOf(entry)) fact(finding.severity, `${finding.message} ${finding.hint}`);
  fact(`Translation (${chosen.language}), ${entry.state}`, entry.state === "source" ? "" : entry.msgstr || "—", inLanguage(chosen));
  fact(`Source (${source.language}): msgid`, entry.msgid, inLanguage(source));
  fact(`Reference (${state.view.reference_language})`, entry.reference, { lang: state.view.reference_language, dir: "auto" });
  fact("Comment", entry.comment);
  fact("Room", roomOf(entry));
  fact("What and where", [entry.kind, entry.panel && `panel ${entry.panel}`, entry.context].filter(Boolean).join(", "));
  fact("Translation in", entry.place.replace(/:0$/, ""));
  fact("Source in", entry.source_place);
  return list;
}

// ── keys and clicks ─────────────────────────────────────────────────────────────────────────────

/** Let Tab reach one button of a group: the selected one, else the first; arrows reach the others. */
function rove(group, selector) {
  const buttons = [...group.querySelectorAll(selector)];
  const current = buttons.find((button) => button.classList.contains("selected")) ?? buttons[0];
  for (const button of buttons) button.tabIndex = button === current ? 0 : -1;
}

function onKey(event) {
  if (event.key === "Escape" && state.selected) {
    select("");
    return;
  }
  const button = event.target.closest?.("[data-entry]");
  const group = button?.closest("#pages, #strings, #findings");
  const steps = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };
  if (!group || !(event.key in steps) || event.ctrlKey || event.altKey || event.metaKey) return;
  const isSource = button.matches(".spread > :not(:first-child) .box");
  const selector = group.id === "pages" ? `.spread > :${isSource ? "last" : "first"}-child .box` : "[data-entry]";
  const buttons = [...group.querySelectorAll(selector)];
  const index = Math.min(Math.max(buttons.indexOf(button) + steps[event.key], 0), buttons.length - 1);
  event.preventDefault();
  buttons[index].focus();
  select(buttons[index].dataset.entry, buttons[index]);
}

document.addEventListener("keydown", onKey);
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-entry]");
  if (button) select(button.dataset.entry, button);
});
byId("close").addEventListener("click", () => select(""));
byId("filter").addEventListener("input", () => state.view && (showStrings(state.view), showSelection()));
byId("leaflet").addEventListener("change", connect);
byId("language").addEventListener("change", connect);

state.project = await (await fetch("/project")).json();
fillChoices();
connect();
