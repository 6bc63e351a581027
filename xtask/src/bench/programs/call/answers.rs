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

/// As many messages.
pub fn messages(count: usize) -> String {
    let mut out = String::from("{\"Messages\":[");
    for i in 0..count {
        if i > 0 {
            out.push(',');
        }
        let body = format!(
            r#"{{\"orderId\":\"{i:08}\",\"customer\":\"c-1234\",\"lines\":[{{\"sku\":\"abc-{i}\",\"qty\":2}},{{\"sku\":\"def-{i}\",\"qty\":1}}],\"note\":\"This is message number {i}\"}}"#
        );
        let _ = write!(
            out,
            r#"{{"MessageId":"19dd0b57-b21e-4ac1-bd88-01bbb068cb{i:02}","ReceiptHandle":"AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0aJHjNqGkqtTPLwJIWBgEULhVcfGNXEJWMuTrZmWEqvxDHvQSTSZEdBlmcFCZvFVI4cV6CWdVsQEWMxRGJzCqVnGVxLzfSPdQUvXWWxYdJN4kNBdZJSLwNZnHZ{i:02}==","MD5OfBody":"fafb00f5732ab283681e124bf8747ed1","Body":"{body}","Attributes":{{"SenderId":"AIDAIENQZJOLO23YVJ4VO","SentTimestamp":"1763700000000","ApproximateReceiveCount":"1","ApproximateFirstReceiveTimestamp":"1763700000100"}},"MessageAttributes":{{"kind":{{"StringValue":"order","DataType":"String"}},"prio":{{"StringValue":"3","DataType":"Number"}}}}}}"#
        );
    }
    out.push_str("]}");
    out
}
