//! What the services answer.

use std::fmt::Write;

pub const CREATE_WORKSPACE_IMAGE: &str = r#"{"ImageId":"wsi-0123456789abcdef0","Name":"baseline-image","Description":"an image made by the baseline bench","OperatingSystem":{"Type":"WINDOWS"},"State":"PENDING","RequiredTenancy":"DEFAULT","Created":1.7637E9,"OwnerAccountId":"123456789012"}"#;

pub const PUT_ITEM: &str = "{}";

/// As many items of ten attributes each.
pub fn query(items: usize) -> String {
    let mut out = String::from(
        r#"{"ConsumedCapacity":{"CapacityUnits":6.5,"TableName":"orders"},"Count":"#,
    );
    let _ = write!(out, "{items},\"Items\":[");
    for i in 0..items {
        if i > 0 {
            out.push(',');
        }
        let (price, quantity) = (i * 7, i % 13);
        let _ = write!(
            out,
            r#"{{"pk":{{"S":"customer#0000{i:04}"}},"sk":{{"S":"order#2026-11-21T00:00:00Z#{i:06}"}},"title":{{"S":"A moderately long title for item {i} with some \"quoted\" text"}},"price":{{"N":"{price}.95"}},"quantity":{{"N":"{quantity}"}},"active":{{"BOOL":true}},"note":{{"NULL":true}},"payload":{{"B":"aGVsbG8gd29ybGQgaGVsbG8gd29ybGQgaGVsbG8gd29ybGQ="}},"labels":{{"SS":["red","green","blue"]}},"address":{{"M":{{"street":{{"S":"1 Example Street"}},"city":{{"S":"Springfield"}},"codes":{{"L":[{{"N":"1"}},{{"N":"2"}},{{"S":"three"}}]}}}}}}}}"#
        );
    }
    let _ = write!(out, "],\"ScannedCount\":{items}}}");
    out
}

/// As many objects.
pub fn list_objects(keys: usize) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>baseline-bucket</Name><Prefix></Prefix>",
    );
    let _ = write!(
        out,
        "<KeyCount>{keys}</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>true</IsTruncated><NextContinuationToken>1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=</NextContinuationToken>"
    );
    for i in 0..keys {
        let size = 1000 + i * 37;
        let _ = write!(
            out,
            "<Contents><Key>data/2026/11/21/part-{i:06}.parquet</Key><LastModified>2026-11-21T12:34:56.000Z</LastModified><ETag>&quot;d41d8cd98f00b204e9800998ecf8{i:04x}&quot;</ETag><ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm><ChecksumType>FULL_OBJECT</ChecksumType><Size>{size}</Size><StorageClass>STANDARD</StorageClass></Contents>"
        );
    }
    out.push_str("</ListBucketResult>");
    out
}

/// The digests of the bodies of messages, which clients check.
const MD5: [&str; 10] = [
    "5aac8c39f6bbe0ef426b1f1729850f40",
    "81fbecb902a48bb158ff93f6241b3a10",
    "dfa3f2dc3480b12ed906c99994d9ad2b",
    "a129dc49776d9e14e1cbeecc24a9d738",
    "9507c6559593cc9604eb5e0a68fee7b5",
    "06de85b4f6c26c37ea05c1f00b55af43",
    "1f191707b779fbd716f2daf6fe96c88f",
    "033a9d357ec85e364d87e727c0eaa6a5",
    "8a17b3a3a29252c45bd731fe686d8d5e",
    "329c9c7bbc78d6b8a64e97cb67229c1f",
];

/// As many messages, ten at most.
pub fn messages(count: usize) -> String {
    let mut out = String::from("{\"Messages\":[");
    for (i, md5) in MD5.iter().enumerate().take(count) {
        if i > 0 {
            out.push(',');
        }
        let body = format!(
            r#"{{\"orderId\":\"{i:08}\",\"customer\":\"c-1234\",\"lines\":[{{\"sku\":\"abc-{i}\",\"qty\":2}},{{\"sku\":\"def-{i}\",\"qty\":1}}],\"note\":\"This is message number {i}\"}}"#
        );
        let _ = write!(
            out,
            r#"{{"MessageId":"19dd0b57-b21e-4ac1-bd88-01bbb068cb{i:02}","ReceiptHandle":"AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0aJHjNqGkqtTPLwJIWBgEULhVcfGNXEJWMuTrZmWEqvxDHvQSTSZEdBlmcFCZvFVI4cV6CWdVsQEWMxRGJzCqVnGVxLzfSPdQUvXWWxYdJN4kNBdZJSLwNZnHZ{i:02}==","MD5OfBody":"{md5}","Body":"{body}","Attributes":{{"SenderId":"AIDAIENQZJOLO23YVJ4VO","SentTimestamp":"1763700000000","ApproximateReceiveCount":"1","ApproximateFirstReceiveTimestamp":"1763700000100"}},"MessageAttributes":{{"kind":{{"StringValue":"order","DataType":"String"}},"prio":{{"StringValue":"3","DataType":"Number"}}}}}}"#
        );
    }
    out.push_str("]}");
    out
}
