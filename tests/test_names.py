"""Any name that a person types leads to one thing, to several, or to suggestions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import AmbiguousName, UnknownName
from graph.store import KnowledgeGraph


@pytest.mark.parametrize(
    ("name", "thing"),
    [
        *(
            (name, "route53")
            for name in (
                "route53",
                "Route 53",
                "route.53",
                "Amazon Route 53",
                "ROUTE-53",
                "id:route53",
                "https://fanout.example/id/route53",
            )
        ),
        ("SQS", "sqs"),
        ("Simple Queue Service", "sqs"),
        ("standard queue", "sqs-standard"),
        ("NACL", "nacl"),
        ("network acl", "nacl"),
        ("Elasticsearch Service", "opensearch"),
        ("AWS SSO", "iam-identity-center"),
        ("Kinesis Data Firehose", "firehose"),
        ("CloudWatch Events", "eventbridge"),
        ("Autoscaling group", "asg"),
        ("fanout", "fan-out"),
        ("Reachability Analizer", "reachability-analyzer"),
    ],
)
def test_a_name_leads_to_its_thing(kg: KnowledgeGraph, name: str, thing: str) -> None:
    assert kg.resolve(name).thing.id == thing


TYPED = {
    "s3": "s3 | Amazon S3 | AWS S3 | the S3 service | s3 service | Simple Storage Service | Amazon Simple Storage Service",
    "lambda": "AWS Lambda | lambda | aws lambda service | AWS Lambdas | the lambda",
    "lambda-function": "lambda function | lambda functions | Lambda Functions",
    "dynamodb": "dynamo db | Dynamo | DDB | Amazon DynamoDB | dynamo-db",
    "dynamodb-table": "dynamodb tables | DynamoDB table",
    "elb": "ELB | load balancer | load balancers | elastic load balancers | Elastic Load Balancing",
    "alb": "ALB | ALBs | application loadbalancer | Application Load Balancers",
    "nlb": "NLB | network load balancers",
    "asg": "ASG | auto-scaling groups | autoscaling group | Auto Scaling Groups",
    "ec2-instance": "EC2 instances | ec2 instance",
    "vpc": "VPC | VPCs | vpcs | virtual private cloud | the VPC | amazon vpc",
    "subnet": "subnet | subnets | VPC subnets",
    "nat-gateway": "nat gateways | nat gw | NATGW | NAT-Gateway",
    "igw": "IGW | internet gateways | Internet Gateway",
    "route-table": "route tables | routing table | Route Table",
    "nacl": "NACL | NACLs | network ACLs | network acl",
    "security-group": "security groups | Security Group | sec group",
    "gateway-endpoint": "gateway endpoints | Gateway Endpoint",
    "transit-gateway": "TGW | transit gw | transit gateways",
    "site-to-site-vpn": "site to site vpn | S2S VPN | Site-to-Site VPN connections",
    "route53": "route 53 | route.53 | ROUTE-53 | aws route53 | Amazon Route53 service",
    "alias-record": "alias record | alias records",
    "cloudfront": "cloud front | CloudFront | Amazon Cloudfront",
    "secrets-manager": "secrets manager | Secret Manager | AWS Secrets-Manager",
    "ssm-parameter-store": "parameter store | SSM Parameter Store",
    "iam-policy": "iam policies | IAM policy",
    "iam-identity-center": "SSO | AWS SSO | identity center",
    "scp": "SCP | SCPs | service control policies",
    "eventbridge": "event bridge | CloudWatch Events | cloudwatch event",
    "firehose": "kinesis firehose | Kinesis Data Firehose | KDF",
    "kds": "KDS | kinesis data stream | Kinesis Data Streams",
    "dlq": "dlq | DLQs | dead letter queues",
    "read-replica": "read replicas | Read Replica",
    "ebs-volume": "EBS volumes | ebs volume",
    "fsx-lustre": "fsx lustre | FSx for Lustre",
    "s3-lifecycle-rule": "lifecycle rules | lifecycle policy | s3 lifecycle policies",
    "presigned-url": "presigned urls | pre-signed URL",
    "step-functions": "step function | stepfunctions | Step-Functions",
    "az": "AZ | AZs | availability zones",
    "region": "region | regions | AWS regions",
    "eni": "ENI | ENIs | elastic network interfaces",
    "elastic-ip": "elastic ip | elastic ips | Elastic IP addresses",
    "bastion-host": "bastion hosts | bastion | jump host",
    "guardduty": "guard duty | GuardDuty",
}
MISSPELT = {
    "lamda": "lambda",
    "dynamobd": "dynamodb",
    "cloudfornt": "cloudfront",
    "kineses": "kinesis",
    "guradduty": "guardduty",
    "clodwatch": "cloudwatch",
    "eventbrige": "eventbridge",
    "redshfit": "redshift",
    "Amazonn S3": "s3",
    "secrity group": "security-group",
}


@pytest.mark.parametrize(("name", "thing"), [(name, thing) for thing, names in TYPED.items() for name in names.split(" | ")])
def test_what_a_learner_types_leads_to_the_thing(kg: KnowledgeGraph, name: str, thing: str) -> None:
    assert kg.resolve(name).thing.id == thing, "give the thing the name as other or hidden label in ontology/things"


@pytest.mark.parametrize("name", MISSPELT)
def test_what_was_meant_comes_first(kg: KnowledgeGraph, name: str) -> None:
    with pytest.raises(UnknownName) as caught:
        kg.resolve(name)
    assert caught.value.candidates[0].thing.id == MISSPELT[name]


@pytest.mark.parametrize(
    "name", ["x-ray", "gp2", "sagemaker", "qqqqqq", "gateway load balancer", "GWLB", "sqss", "API Gatewayr", "aws vpnc"]
)
def test_nothing_far_off_is_suggested_or_taken(kg: KnowledgeGraph, name: str) -> None:
    with pytest.raises(UnknownName) as caught:
        kg.resolve(name)
    assert all(match.score >= 0.6 for match in caught.value.candidates)
    assert len(caught.value.candidates) <= 5


def test_the_match_says_which_name_and_how(kg: KnowledgeGraph) -> None:
    said = {
        name: (kg.resolve(name).text, kg.resolve(name).kind, kg.resolve(name).how) for name in ("id:sqs", "SCPs", "Kinesis Data Stream")
    }
    assert said == {
        "id:sqs": ("sqs", "id", "exact"),
        "SCPs": ("SCP", "acronym", "form"),
        "Kinesis Data Stream": ("Amazon Kinesis Data Streams", "preferred", "form"),
    }


@pytest.mark.parametrize("name", ["SMS", "sms", "SGs", "MQ", "SG", "DX", "SAM", "WCU", "VTL", "TTL"])
def test_an_acronym_with_several_senses_is_ambiguous(kg: KnowledgeGraph, name: str) -> None:
    with pytest.raises(AmbiguousName) as caught:
        kg.resolve(name)
    assert len(caught.value.candidates) > 1
    told = str(caught.value).rstrip(".").split(" as in ")[1]
    assert kg.resolve(told).thing == caught.value.candidates[0].thing


def test_a_typo_is_a_suggestion_never_an_answer(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName) as caught:
        kg.resolve("Rout 53x")
    assert caught.value.candidates[0].thing.id == "route53"
    assert "Did you mean Amazon Route 53?" in str(caught.value)


def test_every_thing_is_found_by_its_id_and_its_preferred_label(kg: KnowledgeGraph) -> None:
    lost = [t.id for t in kg.content.things.values() if kg.resolve(f"id:{t.id}").thing != t]
    assert lost == []
    for thing in kg.content.things.values():
        assert kg.resolve(thing.label).thing == thing, f"{thing.label} leads elsewhere: rename one of the two"


def test_search_puts_the_acronym_first(kg: KnowledgeGraph) -> None:
    assert [kg.search(text)[0].thing.id for text in ("ebs", "gateway endp", "efa", "fan-o")] == [
        "ebs",
        "gateway-endpoint",
        "efa",
        "fan-out",
    ]


@pytest.mark.parametrize("text", ["s", "s3", "sqs", "kin", "elastic", "load bal", "lamda", "SMS", "endpoint gateway"])
def test_hits_stand_by_score_and_then_label(kg: KnowledgeGraph, text: str) -> None:
    order = [(-match.score, match.thing.label) for match in kg.search(text, 50)]
    assert order == sorted(order)
    assert all(0 < match.score <= 1 for match in kg.search(text, 50))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_no_input_breaks_the_resolver(kg: KnowledgeGraph, name: str) -> None:
    try:
        kg.resolve(name)
    except (UnknownName, AmbiguousName) as error:
        assert str(error)
    assert len(kg.search(name, 5)) <= 5
