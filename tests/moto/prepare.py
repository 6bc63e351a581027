"""Prepares a moto server for the tests of WorkSpaces: a directory, a WorkSpace, a user with a key.

Called with the URL of the server; prints what it made as JSON. From then on, moto verifies
signatures.
"""

import json
import sys
import urllib.request

import boto3

url = sys.argv[1]
region = "eu-central-1"


def client(service):
    return boto3.client(
        service,
        endpoint_url=url,
        region_name=region,
        aws_access_key_id="preparing",
        aws_secret_access_key="preparing",
    )


vpc = client("ec2").describe_vpcs()["Vpcs"][0]["VpcId"]
found = client("ec2").describe_subnets(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["Subnets"]
subnets = [subnet["SubnetId"] for subnet in found][:2]
directory = client("ds").create_directory(
    Name="corp.example.com",
    Password="Password1!",
    Size="Small",
    VpcSettings={"VpcId": vpc, "SubnetIds": subnets},
)["DirectoryId"]
workspaces = client("workspaces")
workspaces.register_workspace_directory(DirectoryId=directory, SubnetIds=subnets)
made = workspaces.create_workspaces(
    Workspaces=[{"DirectoryId": directory, "UserName": "ada", "BundleId": "wsb-bh8rsxt14"}]
)["PendingRequests"][0]

iam = client("iam")
iam.create_user(UserName="tester")
key = iam.create_access_key(UserName="tester")["AccessKey"]
policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "workspaces:*", "Resource": "*"}]}
iam.put_user_policy(UserName="tester", PolicyName="workspaces", PolicyDocument=json.dumps(policy))

# No further action goes through without a signature that is right.
request = urllib.request.Request(
    f"{url}/moto-api/reset-auth",
    data=b"0",
    headers={"Content-Type": "text/plain"},
)
urllib.request.urlopen(request).read()

print(
    json.dumps(
        {
            "region": region,
            "workspace": made["WorkspaceId"],
            "key": key["AccessKeyId"],
            "secret": key["SecretAccessKey"],
        }
    )
)
