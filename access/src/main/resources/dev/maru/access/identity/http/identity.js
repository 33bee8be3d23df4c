// Fills in the time zone and speaks WebAuthn; every page works without it, but for passkeys.
const header = document.querySelector('meta[name="csrf-header"]')?.content;
const token = document.querySelector('meta[name="csrf-token"]')?.content;

for (const input of document.querySelectorAll('input[name="timeZone"]')) {
  input.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? '';
}

const decode = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
const encode = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

async function post(path, body) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', [header]: token },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(`${path}: ${response.status}`);
  }
  return response.json();
}

function described(credential, response) {
  return {
    id: credential.id,
    rawId: encode(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
    authenticatorAttachment: credential.authenticatorAttachment,
  };
}

async function signIn() {
  const options = await post('/webauthn/authenticate/options');
  const credential = await navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: decode(options.challenge),
      allowCredentials: (options.allowCredentials ?? []).map(c => ({ ...c, id: decode(c.id) })),
    },
  });
  const answer = credential.response;
  const result = await post('/login/webauthn', described(credential, {
    authenticatorData: encode(answer.authenticatorData),
    clientDataJSON: encode(answer.clientDataJSON),
    signature: encode(answer.signature),
    userHandle: answer.userHandle ? encode(answer.userHandle) : undefined,
  }));
  location.assign(result.redirectUrl);
}

async function register(label) {
  const options = await post('/webauthn/register/options');
  const credential = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: decode(options.challenge),
      user: { ...options.user, id: decode(options.user.id) },
      excludeCredentials: (options.excludeCredentials ?? []).map(c => ({ ...c, id: decode(c.id) })),
    },
  });
  const answer = credential.response;
  await post('/webauthn/register', {
    publicKey: {
      credential: described(credential, {
        attestationObject: encode(answer.attestationObject),
        clientDataJSON: encode(answer.clientDataJSON),
        transports: answer.getTransports ? answer.getTransports() : [],
      }),
      label,
    },
  });
  location.reload();
}

function failed(error) {
  // The person closed the dialog: nothing to say.
  if (error.name !== 'NotAllowedError' && error.name !== 'AbortError') {
    console.error(error);
    document.getElementById('passkey-error').hidden = false;
  }
}

const signInButton = document.getElementById('passkey-sign-in');
if (signInButton && window.PublicKeyCredential) {
  signInButton.hidden = false;
  signInButton.addEventListener('click', () => signIn().catch(failed));
}
const addForm = document.getElementById('passkey-add');
if (addForm) {
  addForm.addEventListener('submit', event => {
    event.preventDefault();
    register(addForm.elements.label.value).catch(failed);
  });
}
