"""Makes a user who may do everything, with a key.

Called with the URL of the server; prints the key as JSON. From then on, moto verifies signatures,
unless the second argument is `unverified`.
"""

import json
import sys
import urllib.request

import boto3

url = sys.argv[1]
iam = boto3.client(
    "iam",
    endpoint_url=url,
    region_name="us-east-1",
    aws_access_key_id="preparing",
    aws_secret_access_key="preparing",
)
iam.create_user(UserName="tester")
key = iam.create_access_key(UserName="tester")["AccessKey"]
policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
iam.put_user_policy(UserName="tester", PolicyName="all", PolicyDocument=json.dumps(policy))
trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}
role = iam.create_role(RoleName="helper", AssumeRolePolicyDocument=json.dumps(trust))["Role"]
iam.put_role_policy(RoleName="helper", PolicyName="all", PolicyDocument=json.dumps(policy))


def post(path, data, media_type):
    request = urllib.request.Request(url + path, data=data, headers={"Content-Type": media_type})
    urllib.request.urlopen(request).read()


# Functions are not run, for that takes Docker: they answer what is queued here.
post("/moto-api/config", json.dumps({"lambda": {"use_docker": False}}).encode(), "application/json")
answer = {"results": ['{"sum":3}'], "region": "eu-central-1"}
post("/moto-api/static/lambda-simple/response", json.dumps(answer).encode(), "application/json")

if "unverified" not in sys.argv[2:]:
    post("/moto-api/reset-auth", b"0", "text/plain")

print(json.dumps({"key": key["AccessKeyId"], "secret": key["SecretAccessKey"], "role": role["Arn"]}))
