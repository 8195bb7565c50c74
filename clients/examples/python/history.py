"""Prints the history page by page over plain HTTP: python3 history.py [STATUS ...]"""

import json
import os
import sys
import urllib.error
import urllib.request

URL = os.environ.get("DEFEND_URL", "http://127.0.0.1:4000")
TOKEN = os.environ["DEFEND_TOKEN"]

QUERY = """
query History($filter: ActionFilter, $after: String) {
  actions(filter: $filter, first: 100, after: $after) {
    edges { node { rawId type status submittedAt justification device { hostname } } }
    pageInfo { hasNextPage endCursor }
  }
}
"""


def graphql(query, variables):
    request = urllib.request.Request(
        URL + "/graphql",
        data=json.dumps({"query": query, "variables": variables}).encode(),
        headers={"authorization": "Bearer " + TOKEN, "content-type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request) as response:
            answer = json.load(response)
    except urllib.error.HTTPError as error:
        # 401, 429 (with Retry-After) and 503 also carry GraphQL errors.
        answer = json.load(error)
    if "errors" in answer:
        raise SystemExit(answer["errors"][0]["extensions"]["code"] + ": " + answer["errors"][0]["message"])
    return answer["data"]


def history(statuses):
    after = None
    while True:
        page = graphql(QUERY, {"filter": {"statuses": statuses} if statuses else {}, "after": after})["actions"]
        for edge in page["edges"]:
            yield edge["node"]
        if not page["pageInfo"]["hasNextPage"]:
            return
        after = page["pageInfo"]["endCursor"]


for action in history(sys.argv[1:]):
    host = action["device"]["hostname"] if action["device"] else "-"
    print(action["submittedAt"], action["type"], action["status"], host, json.dumps(action["justification"]))
