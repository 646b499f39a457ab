#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""check_format.py FORMAT FILE [SCHEMA]: demands that the file is a document of the format, and prints what is in it, a
line each. sarif is checked against the schema (python3-jsonschema), gitlab and rdjson against their documented fields."""
import json
import sys
import urllib.parse


def demand(condition, what):
    if not condition:
        sys.exit(f"{sys.argv[2]}: {what}")


def text(value):
    return isinstance(value, str) and value != ""


def regions(value):
    if isinstance(value, dict):
        if "region" in value:
            yield value["region"]
        for inner in value.values():
            yield from regions(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from regions(inner)


def uri(location):
    return urllib.parse.unquote(location["physicalLocation"]["artifactLocation"]["uri"], errors="backslashreplace")


def sarif(log):
    import jsonschema
    with open(sys.argv[3], encoding="utf-8") as file:
        schema = json.load(file)
    for problem in jsonschema.Draft4Validator(schema).iter_errors(log):
        sys.exit(f"{sys.argv[2]}: {list(problem.absolute_path)}: {problem.message}")
    run, = log["runs"]
    demand(all("startLine" in region for region in regions(run)), "a region without a line")
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        print("result", result["level"], ascii(uri(result["locations"][0])), result["message"]["text"])
        for suppression in result["suppressions"]:
            print("suppressed", suppression["kind"], suppression["justification"])
        if "baselineState" in result:
            print("state", result["baselineState"])
        if "codeFlows" not in result:
            demand(any(rule["id"] == result["ruleId"] for rule in rules), "an unknown rule")
            continue
        demand(rules[result["ruleIndex"]]["id"] == result["ruleId"], "a wrong ruleIndex")
        demand(text(result["partialFingerprints"]["tophalf/v1"]), "no fingerprint")
        for step in result["codeFlows"][0]["threadFlows"][0]["locations"]:
            print("step", step["importance"], step["nestingLevel"], step["location"]["message"]["text"])
    invocation, = run["invocations"]
    print("successful", invocation["executionSuccessful"])
    for notice in invocation["toolExecutionNotifications"]:
        print("notification", notice["level"], notice["descriptor"]["id"], notice["message"]["text"])


def gitlab(issues):
    demand(isinstance(issues, list), "not a list")
    prints = [issue["fingerprint"] for issue in issues]
    demand(all(map(text, prints)) and len(set(prints)) == len(prints), "a fingerprint is missing or not unique")
    for issue in issues:
        demand(text(issue["description"]) and text(issue["check_name"]), "a text is missing")
        demand(issue["severity"] in ("info", "minor", "major", "critical", "blocker"), "no such severity")
        demand(text(issue["location"]["path"]), "no path")
        demand(issue["location"]["lines"]["begin"] >= 1, "no line")
        print("issue", issue["severity"], issue["check_name"], ascii(issue["location"]["path"]))


def rdjson(result):
    def place(location):
        demand(text(location["path"]), "no path")
        if "range" in location:
            demand(location["range"]["start"]["line"] >= 1, "no line")

    demand(result["source"]["name"] == "tophalf", "no source")
    for entry in result["diagnostics"]:
        demand(text(entry["message"]) and text(entry["code"]["value"]), "a text is missing")
        demand(entry["severity"] in ("ERROR", "WARNING", "INFO"), "no such severity")
        place(entry["location"])
        for related in entry.get("related_locations", []):
            demand(text(related["message"]), "no message")
            place(related["location"])
        print("diagnostic", entry["severity"], entry["code"]["value"], ascii(entry["location"]["path"]))


with open(sys.argv[2], encoding="utf-8") as document:
    {"sarif": sarif, "gitlab": gitlab, "rdjson": rdjson, "json": lambda value: print(len(value["findings"]))}[
        sys.argv[1]](json.load(document))
