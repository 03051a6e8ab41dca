// Passkeys. [data-passkey=join|prove] asks `data-asks` for a challenge, lets the browser make or use a passkey, and
// tells `data-tells` what it said; `data-failed` is said where the browser gives up. Bytes travel in base64url.
"use strict";

(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const named = (keys) => (keys || []).map((key) => ({ ...key, id: bytes(key.id) }));

  async function send(address, told) {
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    const headers = { "X-CSRFToken": token, "Content-Type": "application/json" };
    const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify(told) });
    const said = await answer.json();
    if (!answer.ok) throw new Error(said.said);
    return said;
  }

  async function join(asked) {
    const user = { ...asked.user, id: bytes(asked.user.id) };
    const publicKey = { ...asked, user, challenge: bytes(asked.challenge), excludeCredentials: named(asked.excludeCredentials) };
    const made = await navigator.credentials.create({ publicKey });
    const response = {
      clientDataJSON: text(made.response.clientDataJSON),
      attestationObject: text(made.response.attestationObject),
    };
    return { id: made.id, rawId: text(made.rawId), type: made.type, response };
  }

  async function prove(asked) {
    const publicKey = { ...asked, challenge: bytes(asked.challenge), allowCredentials: named(asked.allowCredentials) };
    const used = await navigator.credentials.get({ publicKey });
    const response = {
      clientDataJSON: text(used.response.clientDataJSON),
      authenticatorData: text(used.response.authenticatorData),
      signature: text(used.response.signature),
    };
    return { id: used.id, rawId: text(used.rawId), type: used.type, response };
  }

  async function begin(place, button) {
    const said = place.querySelector("[data-passkey-said]");
    said.textContent = "";
    button.disabled = true;
    try {
      const { publicKey, onto: before } = await send(place.dataset.asks, {});
      if (before) {
        window.location.assign(before);
        return;
      }
      const joins = place.dataset.passkey === "join";
      const answer = joins ? await join(publicKey) : await prove(publicKey);
      const name = place.querySelector("[name=name]")?.value || "";
      const { onto } = await send(place.dataset.tells, joins ? { answer, name } : answer);
      window.location.assign(onto);
    } catch (error) {
      said.textContent = error instanceof DOMException ? place.dataset.failed : error.message;
      button.disabled = false;
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-passkey-begin]");
    if (button) begin(button.closest("[data-passkey]"), button);
  });
})();
