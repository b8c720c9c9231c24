# The program with everything it needs, for serve and worker alike:  docker build -t tongguan .
FROM python:3.11-slim-bookworm

# second reader with its languages; what WeasyPrint draws with; fonts for reports
RUN apt-get update -q \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
        tesseract-ocr tesseract-ocr-chi-sim \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
        fontconfig fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/*

# what the program stands on changes rarely: a layer of its own
WORKDIR /src
COPY pyproject.toml constraints.txt README.md ./
RUN python -c "import tomllib; print('\n'.join(tomllib.load(open('pyproject.toml', 'rb'))['project']['dependencies']))" \
        > needed.txt \
    && pip install --no-cache-dir -c constraints.txt -r needed.txt

COPY app app
COPY domain domain
COPY extractors extractors
COPY ingest ingest
COPY samples samples
COPY storage storage
COPY verification verification
COPY web web
COPY service service
COPY workers workers
RUN pip install --no-cache-dir --no-deps . && useradd --uid 10001 --create-home tongguan \
    && install -d -o tongguan -g tongguan /data

USER tongguan
WORKDIR /home/tongguan
ENV TONGGUAN_DATA_DIR=/data \
    TONGGUAN_HOST=0.0.0.0 \
    TONGGUAN_LOG_FORMAT=json
VOLUME /data
EXPOSE 8600
ENTRYPOINT ["tongguan"]
CMD ["serve"]
