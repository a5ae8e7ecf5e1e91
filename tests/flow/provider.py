# SPDX-License-Identifier: GPL-3.0-or-later
"""An OAuth 2.0 provider of the test's own on the loopback address, strict about what RFC 6749,
7636 and 8628 ask for. Dovecot asks it about tokens (RFC 7662)."""

import base64
import hashlib
import http.server
import json
import re
import secrets
import threading
import time
import urllib.parse


class Provider:
    def __init__(self, user="sam", lifetime=3600, registered="http://127.0.0.1/"):
        self.user = user
        self.lifetime = lifetime
        self.registered = registered         # where the browser may be sent, on any port
        self.scope = {"mail", "offline_access"}  # what is given, whatever is asked for
        self.codes, self.devices = {}, {}   # code → challenge and redirect; device code → approved
        self.refresh, self.access, self.used = set(), set(), set()
        self.asked = []                      # (path, form) of every request
        self.broken = None                   # an HTTP status to answer everything with
        self.deny = None                     # an error for the browser to bring back
        self.delay = 0                       # seconds that a renewal takes
        handler = type("Handler", (Handler,), {"provider": self})
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def conf(self):
        """Lines for regrets.conf."""
        return (f"auth = oauth2\noauth2_client_id = regrets-test\noauth2_scope = mail offline_access\n"
                f"oauth2_authorize_url = {self.url}/authorize\noauth2_token_url = {self.url}/token\n"
                f"oauth2_device_url = {self.url}/device\n")

    def dovecot(self, folder):
        """What Dovecot's configuration needs to ask here about tokens."""
        path = f"{folder}/oauth2.ext"
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"introspection_mode = post\nintrospection_url = {self.url}/introspect\n"
                       "username_attribute = username\nactive_attribute = active\nactive_value = true\n")
        return f"passdb {{\n  driver = oauth2\n  mechanisms = xoauth2\n  args = {path}\n}}\n"

    def tokens(self):
        self.access.add(access := "access-" + secrets.token_hex(12))
        self.refresh.add(refresh := "refresh-" + secrets.token_hex(12))
        return {"access_token": access, "refresh_token": refresh, "expires_in": self.lifetime, "token_type": "Bearer"}

    def visit(self, page):
        """What the browser does when the user agrees: the address that it is sent back to."""
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(page).query))
        assert query["response_type"] == "code" and query["client_id"] == "regrets-test", query
        assert query["code_challenge_method"] == "S256" and len(query["code_challenge"]) == 43, query
        assert re.sub(r":\d+", "", query["redirect_uri"]) == self.registered, query
        if self.deny:
            return f"{query['redirect_uri']}?{urllib.parse.urlencode(self.deny)}&state={query['state']}"
        code = secrets.token_hex(8)
        self.codes[code] = (query["code_challenge"], query["redirect_uri"])
        return f"{query['redirect_uri']}?code={code}&state={query['state']}"

    # ---- the token endpoint ----

    def grant(self, form):
        kind = form.get("grant_type")
        if form.get("client_id") != "regrets-test":
            return 401, {"error": "invalid_client"}
        if kind == "authorization_code":
            challenge, redirect = self.codes.pop(form.get("code"), (None, None))
            digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
            proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
            good = challenge == proof and redirect == form.get("redirect_uri")
            return (200, self.tokens()) if good else (400, {"error": "invalid_grant"})
        if kind == "refresh_token":
            return self.renew(form)
        approved = self.devices.get(form.get("device_code"))
        if approved is None:
            return 400, {"error": "invalid_grant"}
        return (200, self.tokens()) if approved else (400, {"error": "authorization_pending"})

    def renew(self, form):
        token = form.get("refresh_token")
        if token in self.used:  # a thief's, or his victim's: both lose all
            self.refresh.clear()
            self.access.clear()
        if token not in self.refresh:
            return 400, {"error": "invalid_grant", "error_description": "the token was revoked"}
        if not self.scope >= set(form.get("scope", "").split()):
            return 400, {"error": "invalid_scope", "error_description": "more than was given"}
        self.refresh.discard(token)
        self.used.add(token)
        time.sleep(self.delay)
        return 200, self.tokens()


class Handler(http.server.BaseHTTPRequestHandler):
    provider = None

    def do_POST(self):
        length = int(self.headers.get("Content-Length", 0))
        form = dict(urllib.parse.parse_qsl(self.rfile.read(length).decode()))
        self.provider.asked.append((self.path, form))
        status, answer = (self.provider.broken, {}) if self.provider.broken else self.answer(form)
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer(self, form):
        provider = self.provider
        if self.path == "/token":
            return provider.grant(form)
        if self.path == "/device":
            code = secrets.token_hex(8)
            provider.devices[code] = False
            return 200, {"device_code": code, "user_code": "WDJB-MJHT", "interval": 1,
                         "verification_uri": f"{provider.url}/code", "expires_in": 600}
        active = form.get("token") in provider.access
        return 200, {"active": active, "username": provider.user} if active else {"active": False}

    def log_message(self, *_):
        pass
