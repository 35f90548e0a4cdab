"""Every query is answered, whatever it is made of. HOSTILE_QUERIES says how many are asked; tests/bench/hostile-queries
measures them."""

import json
import os
import unittest
from urllib.parse import urlencode

import hostile_queries
from serving import ArtifactTest, request

COUNT = int(os.environ.get("HOSTILE_QUERIES", "4000"))


class HostileTest(ArtifactTest, unittest.TestCase):
    def test_every_query_is_answered(self):
        maker = hostile_queries.Maker(self.artifact)
        with self.server.connect() as connection:
            for number in range(COUNT):
                query, options = maker.query(), maker.options()
                target = "/api/search?" + urlencode({"q": query, **options})
                if len(target) >= 4096:  # what is longer is refused for its length; the search cuts at 256 bytes anyway
                    target = "/api/search?" + urlencode({"q": query[:1000], **options})
                connection.send(request(target))
                answer = connection.receive()
                self.assertEqual(answer.status, 200, f"{number}: {target}: {answer.body[:200]}")
                found = json.loads(answer.body)
                self.assertLessEqual(len(found["hits"]), options.get("limit", 10), target)
                self.assertLessEqual(len(found["query"].encode()), 256, target)


if __name__ == "__main__":
    unittest.main()
