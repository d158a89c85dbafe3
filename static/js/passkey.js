/* Passkeys: shows the forms where the browser knows passkeys, asks it, and sends its answer as an ordinary form. */
(() => {
  const forms = document.querySelectorAll('[data-passkey]');
  if (!forms.length || !window.PublicKeyCredential) return;
  for (const words of document.querySelectorAll('.passkey-needs-script')) words.hidden = true;

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const asked = async (form) => {
    const body = new FormData();
    body.set('csrf_token', form.querySelector('[name=csrf_token]').value);
    const answer = await fetch(form.dataset.question, { method: 'POST', body, credentials: 'same-origin', headers: { 'HX-Request': 'true' } });
    if (answer.headers.get('HX-Redirect')) { window.location.assign(answer.headers.get('HX-Redirect')); return null; }
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  };

  const made = async (kind, options) => {
    const publicKey = { ...options, challenge: bytes(options.challenge) };
    if (kind === 'get') {
      publicKey.allowCredentials = known(options.allowCredentials);
      return navigator.credentials.get({ publicKey });
    }
    publicKey.user = { ...options.user, id: bytes(options.user.id) };
    publicKey.excludeCredentials = known(options.excludeCredentials);
    return navigator.credentials.create({ publicKey });
  };

  const written = (credential) => {
    const { response } = credential;
    const said = { clientDataJSON: text(response.clientDataJSON) };
    for (const part of ['attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
      if (response[part]) said[part] = text(response[part]);
    }
    return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response: said, clientExtensionResults: {} });
  };

  for (const form of forms) {
    form.hidden = false;
    const failed = form.querySelector('[data-passkey-failed]');
    form.addEventListener('submit', async (event) => {
      const answer = form.querySelector('[name=answer]');
      if (answer.value) return;
      event.preventDefault();
      failed.hidden = true;
      try {
        const options = await asked(form);
        if (!options) return;
        answer.value = written(await made(form.dataset.passkey, options));
        form.submit();
      } catch {
        failed.textContent = form.dataset.failed;
        failed.hidden = false;
        document.dispatchEvent(new Event('passkey:failed'));
      }
    });
  }
})();
