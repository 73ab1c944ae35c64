"""The same pipeline over many articles, on a cluster: shards in, records out, each shard once."""
